/** Side of the square that the base model sees, in pixels. */
const side = 224;

/**
 * Decodes a file as Teachable Machine's site and the tutorials do, with an image element, and draws the square in its middle
 * as `cropTo` of Teachable Machine's library does.
 */
export async function drawSquare(file: File): Promise<HTMLCanvasElement> {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  await image.decode();
  const canvas = createSquare();
  const scale = side / Math.min(image.width, image.height);
  const width = Math.ceil(image.width * scale);
  const height = Math.ceil(image.height * scale);
  canvas
    .getContext('2d', { willReadFrequently: true })
    ?.drawImage(image, -Math.trunc((width - side) / 2), -Math.trunc((height - side) / 2), width, height);
  URL.revokeObjectURL(image.src);
  return canvas;
}

/** An empty square. */
export function createSquare(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  return canvas;
}
