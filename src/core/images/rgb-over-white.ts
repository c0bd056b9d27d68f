/**
 * Lays pixels over white and drops their alpha: (colour * alpha + 255 * (255 - alpha)) / 255, rounded to the nearest
 * whole number (255 is odd, so none lies half way). Opaque pixels stay exactly as they are.
 * @param rgba four bytes per pixel, colour not multiplied by alpha, as a canvas gives it
 * @returns three bytes per pixel
 */
export function rgbOverWhite(rgba: Uint8Array | Uint8ClampedArray): Uint8Array<ArrayBuffer> {
  const pixelCount = Math.floor(rgba.length / 4);
  const rgb = new Uint8Array(pixelCount * 3);
  for (let pixel = 0; pixel < pixelCount; pixel++) {
    const from = pixel * 4;
    const to = pixel * 3;
    const alpha = rgba[from + 3] as number;
    const white = 255 * (255 - alpha) + 127;
    rgb[to] = ((rgba[from] as number) * alpha + white) / 255;
    rgb[to + 1] = ((rgba[from + 1] as number) * alpha + white) / 255;
    rgb[to + 2] = ((rgba[from + 2] as number) * alpha + white) / 255;
  }
  return rgb;
}
