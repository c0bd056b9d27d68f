/**
 * The same matrix the other way round.
 * @param values [rowCount, columnCount], row by row
 * @returns [columnCount, rowCount], row by row
 */
export function transposeMatrix(
  values: Float32Array,
  rowCount: number,
  columnCount: number,
): Float32Array<ArrayBuffer> {
  const transposed = new Float32Array(values.length);
  for (let row = 0; row < rowCount; row++)
    for (let column = 0; column < columnCount; column++)
      transposed[column * rowCount + row] = values[row * columnCount + column] as number;
  return transposed;
}
