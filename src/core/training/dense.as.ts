/*
 * The loops in which training a dense layer spends its time, in WebAssembly, written in AssemblyScript and compiled with the
 * app by scripts/compiled-kernels.mjs: once with fused multiply-add (relaxed SIMD), once without.
 *
 * All addresses are bytes. See `dense-loops.ts` for what each of them gives.
 */

/** a * b + c, in one rounding where the machine can. */
function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** The same for two doubles. */
function multiplyAddDoubles(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_madd(a, b, c);
  return f64x2.add(f64x2.mul(a, b), c);
}

/** The sum of four floats. */
function sumOf(lanes: v128): f64 {
  const low = (f32x4.extract_lane(lanes, 0) as f64) + (f32x4.extract_lane(lanes, 1) as f64);
  const high = (f32x4.extract_lane(lanes, 2) as f64) + (f32x4.extract_lane(lanes, 3) as f64);
  return low + high;
}

/** The size of so many floats. */
function sizeOf(count: i32): usize {
  return (count as usize) << 2;
}

/**
 * inputs * kernel + bias.
 * @param inputs [rowCount rounded up to fours][stride] floats
 * @param stride floats from a row to the next
 * @param inputSize a multiple of 4
 * @param kernel [outputSize][inputSize] floats
 * @param outputSize 2 or more
 * @param outputs [rowCount rounded up to fours][outputSize] doubles
 */
export function applyDense(
  inputs: usize,
  rowCount: i32,
  stride: i32,
  inputSize: i32,
  kernel: usize,
  bias: usize,
  outputSize: i32,
  outputs: usize,
): void {
  const rowBytes = sizeOf(stride);
  const kernelRow = sizeOf(inputSize);
  const outputRow = (outputSize as usize) << 3;
  for (let row = 0; row < rowCount; row += 4) {
    for (let next = 0; next < outputSize; next += 2) {
      // The last pair reaches back over an output that is done: it comes out the same.
      const output = min(next, outputSize - 2);
      let w0 = kernel + (output as usize) * kernelRow;
      let w1 = w0 + kernelRow;
      let in0 = inputs + (row as usize) * rowBytes;
      let in1 = in0 + rowBytes;
      let in2 = in1 + rowBytes;
      let in3 = in2 + rowBytes;
      const end = w1;
      let sum00 = f32x4.splat(0);
      let sum01 = f32x4.splat(0);
      let sum10 = f32x4.splat(0);
      let sum11 = f32x4.splat(0);
      let sum20 = f32x4.splat(0);
      let sum21 = f32x4.splat(0);
      let sum30 = f32x4.splat(0);
      let sum31 = f32x4.splat(0);
      while (w0 < end) {
        const weight0 = v128.load(w0);
        const weight1 = v128.load(w1);
        let x = v128.load(in0);
        sum00 = multiplyAdd(x, weight0, sum00);
        sum01 = multiplyAdd(x, weight1, sum01);
        x = v128.load(in1);
        sum10 = multiplyAdd(x, weight0, sum10);
        sum11 = multiplyAdd(x, weight1, sum11);
        x = v128.load(in2);
        sum20 = multiplyAdd(x, weight0, sum20);
        sum21 = multiplyAdd(x, weight1, sum21);
        x = v128.load(in3);
        sum30 = multiplyAdd(x, weight0, sum30);
        sum31 = multiplyAdd(x, weight1, sum31);
        w0 += 16;
        w1 += 16;
        in0 += 16;
        in1 += 16;
        in2 += 16;
        in3 += 16;
      }
      const bias0 = f32.load(bias + sizeOf(output)) as f64;
      const bias1 = f32.load(bias + sizeOf(output), 4) as f64;
      let out = outputs + (row as usize) * outputRow + ((output as usize) << 3);
      f64.store(out, sumOf(sum00) + bias0);
      f64.store(out, sumOf(sum01) + bias1, 8);
      out += outputRow;
      f64.store(out, sumOf(sum10) + bias0);
      f64.store(out, sumOf(sum11) + bias1, 8);
      out += outputRow;
      f64.store(out, sumOf(sum20) + bias0);
      f64.store(out, sumOf(sum21) + bias1, 8);
      out += outputRow;
      f64.store(out, sumOf(sum30) + bias0);
      f64.store(out, sumOf(sum31) + bias1, 8);
    }
  }
}

/**
 * transpose(outputGradients) * inputs.
 * @param inputs [rowCount][stride] floats
 * @param inputSize a multiple of 8
 * @param outputGradients [rowCount][outputSize] doubles
 * @param outputSize 2 or more
 * @param kernelGradient [outputSize][inputSize] doubles
 */
export function sumKernelGradient(
  inputs: usize,
  rowCount: i32,
  stride: i32,
  inputSize: i32,
  outputGradients: usize,
  outputSize: i32,
  kernelGradient: usize,
): void {
  const rowBytes = sizeOf(stride);
  const gradientRow = (outputSize as usize) << 3;
  const kernelRow = (inputSize as usize) << 3;
  const rowsBytes = (rowCount as usize) * rowBytes;
  for (let next = 0; next < outputSize; next += 2) {
    const output = min(next, outputSize - 2);
    const gradients = outputGradients + ((output as usize) << 3);
    let to = kernelGradient + (output as usize) * kernelRow;
    for (let column: usize = 0; column < sizeOf(inputSize); column += 32) {
      let sum00 = f64x2.splat(0);
      let sum01 = f64x2.splat(0);
      let sum02 = f64x2.splat(0);
      let sum03 = f64x2.splat(0);
      let sum10 = f64x2.splat(0);
      let sum11 = f64x2.splat(0);
      let sum12 = f64x2.splat(0);
      let sum13 = f64x2.splat(0);
      let x = inputs + column;
      const end = x + rowsBytes;
      let g = gradients;
      while (x < end) {
        const g0 = v128.load64_splat(g);
        const g1 = v128.load64_splat(g, 8);
        let pair = f64x2.promote_low_f32x4(v128.load64_zero(x));
        sum00 = multiplyAddDoubles(pair, g0, sum00);
        sum10 = multiplyAddDoubles(pair, g1, sum10);
        pair = f64x2.promote_low_f32x4(v128.load64_zero(x, 8));
        sum01 = multiplyAddDoubles(pair, g0, sum01);
        sum11 = multiplyAddDoubles(pair, g1, sum11);
        pair = f64x2.promote_low_f32x4(v128.load64_zero(x, 16));
        sum02 = multiplyAddDoubles(pair, g0, sum02);
        sum12 = multiplyAddDoubles(pair, g1, sum12);
        pair = f64x2.promote_low_f32x4(v128.load64_zero(x, 24));
        sum03 = multiplyAddDoubles(pair, g0, sum03);
        sum13 = multiplyAddDoubles(pair, g1, sum13);
        x += rowBytes;
        g += gradientRow;
      }
      v128.store(to, sum00);
      v128.store(to, sum01, 16);
      v128.store(to, sum02, 32);
      v128.store(to, sum03, 48);
      v128.store(to + kernelRow, sum10);
      v128.store(to + kernelRow, sum11, 16);
      v128.store(to + kernelRow, sum12, 32);
      v128.store(to + kernelRow, sum13, 48);
      to += 64;
    }
  }
}

/**
 * A step of Adam, on one value after the other.
 * @param values floats, which are moved
 * @param gradients doubles
 * @param first decaying means of gradients, floats
 * @param second decaying means of squared gradients, floats
 * @param count even
 */
export function adapt(
  values: usize,
  gradients: usize,
  first: usize,
  second: usize,
  count: i32,
  firstDecay: f64,
  secondDecay: f64,
  stepSize: f64,
  floor: f64,
  kept: f64,
  penalty: f64,
): void {
  const firstDecays = f64x2.splat(firstDecay);
  const firstRests = f64x2.splat(1 - firstDecay);
  const secondDecays = f64x2.splat(secondDecay);
  const secondRests = f64x2.splat(1 - secondDecay);
  const stepSizes = f64x2.splat(stepSize);
  const floors = f64x2.splat(floor);
  const keptShares = f64x2.splat(kept);
  const penalties = f64x2.splat(penalty);
  const end = values + sizeOf(count);
  while (values < end) {
    const value = f64x2.promote_low_f32x4(v128.load64_zero(values));
    const gradient = multiplyAddDoubles(penalties, value, v128.load(gradients));
    const mean = multiplyAddDoubles(
      firstDecays,
      f64x2.promote_low_f32x4(v128.load64_zero(first)),
      f64x2.mul(firstRests, gradient),
    );
    const square = multiplyAddDoubles(
      secondDecays,
      f64x2.promote_low_f32x4(v128.load64_zero(second)),
      f64x2.mul(f64x2.mul(secondRests, gradient), gradient),
    );
    const step = f64x2.div(f64x2.mul(stepSizes, mean), f64x2.add(f64x2.sqrt(square), floors));
    v128.store64_lane(first, f32x4.demote_f64x2_zero(mean), 0);
    v128.store64_lane(second, f32x4.demote_f64x2_zero(square), 0);
    v128.store64_lane(values, f32x4.demote_f64x2_zero(f64x2.sub(f64x2.mul(keptShares, value), step)), 0);
    values += 8;
    gradients += 16;
    first += 8;
    second += 8;
  }
}
