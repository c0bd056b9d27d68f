import type { Head } from './head.ts';

/**
 * A head for other classes that begins as another one: what was learned of a class stays with it, a new class begins at
 * zero.
 * @param oldColumns for each class of the grown head its column in `head`, null for a new one
 */
export function growHead(head: Head, oldColumns: readonly (number | null)[]): Head {
  const last = head.layers.at(-1);
  if (last === undefined) throw new RangeError('a head has at least one layer');
  const { inputSize, outputSize, kernel, bias } = last;
  const classCount = oldColumns.length;
  const grownKernel = new Float32Array(inputSize * classCount);
  for (let input = 0; input < inputSize; input++) {
    oldColumns.forEach((column, classIndex) => {
      if (column !== null)
        grownKernel[input * classCount + classIndex] = kernel[input * outputSize + column] as number;
    });
  }
  const grown = {
    ...last,
    outputSize: classCount,
    kernel: grownKernel,
    bias: Float32Array.from(oldColumns, (column) => (column === null ? 0 : (bias[column] as number))),
  };
  return { ...head, classCount, layers: [...head.layers.slice(0, -1), grown] };
}
