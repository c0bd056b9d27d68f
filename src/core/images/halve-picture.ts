/**
 * A square at half its size: means of two by two pixels. Of an odd side the last row and column are left away.
 * @param values `side * side`, row by row
 */
export function halvePicture(values: Float32Array, side: number): Float32Array {
  const halfSide = side >> 1;
  const half = new Float32Array(halfSide * halfSide);
  for (let y = 0; y < halfSide; y++) {
    for (let x = 0; x < halfSide; x++) {
      const at = 2 * y * side + 2 * x;
      half[y * halfSide + x] =
        ((values[at] as number) +
          (values[at + 1] as number) +
          (values[at + side] as number) +
          (values[at + side + 1] as number)) /
        4;
    }
  }
  return half;
}
