/** The fields of a layer's configuration that decide how many numbers it holds or makes. */
const sizes: ReadonlySet<string> = new Set([
  'units',
  'filters',
  'input_dim',
  'output_dim',
  'kernel_size',
  'depth_multiplier',
  'target_shape',
  'batch_input_shape',
  'batch_shape',
  'padding',
  'size',
  'n',
]);

/** Far beyond any classifier of images. */
const mostOfAll = 100_000;

/**
 * Looks for a layer that would take all memory before TF.js notices that its weights are not there.
 * @returns its size; null where every layer is of a sound size
 */
export function findOversize(topology: unknown): number | null {
  const waiting: { readonly value: unknown; readonly isSize: boolean }[] = [
    { value: topology, isSize: false },
  ];
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    const { value, isSize } = item;
    if (isSize && typeof value === 'number' && Math.abs(value) > mostOfAll) return value;
    if (typeof value !== 'object' || value === null) continue;
    const isList = Array.isArray(value);
    for (const [key, part] of Object.entries(value)) {
      waiting.push({ value: part, isSize: isList ? isSize : sizes.has(key) });
    }
  }
  return null;
}
