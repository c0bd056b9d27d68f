/** As much of model.json as is read. */
interface WeightsManifest {
  readonly weightsManifest: readonly {
    readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[];
  }[];
}

/**
 * A model for Teachable Machine's library whose first layer leaves the pixels as that library makes them: what it would see
 * without the compensation.
 */
export function undoRescaling(
  files: Readonly<Record<string, Uint8Array>>,
): Readonly<Record<string, Uint8Array>> {
  const { weightsManifest }: WeightsManifest = JSON.parse(new TextDecoder().decode(files['model.json']));
  const bytes = Uint8Array.from(files['weights.bin'] ?? []);
  const values = new Float32Array(bytes.buffer);
  let at = 0;
  let undone = 0;
  for (const { name, shape } of weightsManifest.flatMap(({ weights }) => weights)) {
    const length = shape.reduce((product, size) => product * size, 1);
    if (/\brescale\b/.test(name)) {
      values.fill(name.endsWith('bias') ? 0 : 1, at, at + length);
      undone++;
    }
    at += length;
  }
  if (undone !== 2) throw new Error('the model has no layer that sets the scale right');
  return { ...files, 'weights.bin': bytes };
}
