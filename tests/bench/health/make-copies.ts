/** What is done to a photograph, by name. Every change makes a JPEG of the whole picture. */
export const copyKinds = [
  'recompressed',
  'half the size',
  'cut by 5 %',
  'cut by 10 %',
  'shifted',
  'lighter',
  'darker',
  'turned',
  'mirrored',
  'slightly blurred',
  'blurred',
  'very blurred',
  'dark',
  'black',
] as const;

/** One of them. */
export type CopyKind = (typeof copyKinds)[number];

/** Those that a person would call the same photograph. */
export const nearDuplicateKinds: readonly CopyKind[] = copyKinds.slice(0, 10);

/** Makes one copy. A cut is from the middle, a shift is a cut of 7 % from the upper left corner. */
export async function makeCopy(image: Blob, kind: CopyKind): Promise<Blob> {
  const bitmap = await createImageBitmap(image);
  const { width, height } = bitmap;
  const scale = kind === 'half the size' ? 0.5 : 1;
  const kept = { 'cut by 5 %': 0.95, 'cut by 10 %': 0.9, shifted: 0.93 }[kind as string] ?? 1;
  const [keptWidth, keptHeight] = [Math.round(width * kept), Math.round(height * kept)];
  const canvas = new OffscreenCanvas(Math.round(keptWidth * scale), Math.round(keptHeight * scale));
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.imageSmoothingQuality = 'high';
  context.filter = chooseFilter(kind, Math.min(width, height));
  context.translate(canvas.width / 2, canvas.height / 2);
  if (kind === 'mirrored') context.scale(-1, 1);
  if (kind === 'turned') {
    const angle = (3 * Math.PI) / 180;
    context.rotate(angle);
    // So far that no corner is empty.
    const fill = Math.cos(angle) + Math.sin(angle) * Math.max(width / height, height / width);
    context.scale(fill, fill);
  }
  context.scale(scale, scale);
  const [left, top] = kind === 'shifted' ? [0, 0] : [(width - keptWidth) / 2, (height - keptHeight) / 2];
  context.drawImage(
    bitmap,
    left,
    top,
    keptWidth,
    keptHeight,
    -keptWidth / 2,
    -keptHeight / 2,
    keptWidth,
    keptHeight,
  );
  bitmap.close();
  return canvas.convertToBlob({ type: 'image/jpeg', quality: kind === 'recompressed' ? 0.4 : 0.92 });
}

/** @param side the shorter one: blur is a part of it */
function chooseFilter(kind: CopyKind, side: number): string {
  const filters: Partial<Record<CopyKind, string>> = {
    lighter: 'brightness(1.2)',
    darker: 'brightness(0.6)',
    'slightly blurred': `blur(${side * 0.01}px)`,
    blurred: `blur(${side * 0.015}px)`,
    'very blurred': `blur(${side * 0.03}px)`,
    dark: 'brightness(0.12)',
    black: 'brightness(0.02)',
  };
  return filters[kind] ?? 'none';
}
