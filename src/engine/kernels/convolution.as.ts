/*
 * The forward pass of a folded MobileNet in WebAssembly, written in AssemblyScript and compiled with the app by
 * scripts/compiled-kernels.mjs: once with fused multiply-add (relaxed SIMD), once without.
 *
 * All addresses are bytes. A map is [row][column][channel], float32, without gaps; "places" are its rows and columns in one.
 */

/** Output channels and places that `pointwise` has in hand at a time: 12 sums, 2 weights and 1 input fill the 15 vector registers of x64. */
const channelBlock: i32 = 8;
const placeBlock: i32 = 6;

/** a * b + c, in one rounding where the machine can. */
function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** NaN stays NaN. */
function relu6(x: v128): v128 {
  return f32x4.pmin(f32x4.pmax(x, f32x4.splat(0)), f32x4.splat(6));
}

/** The size of so many floats. */
function sizeOf(count: i32): usize {
  return (count as usize) << 2;
}

/** Pixel bytes to `byte * factor + low`, eight at a time: up to seven more than `count` are read and written. */
export function scaleBytes(bytes: usize, count: i32, factor: f32, low: f32, output: usize): void {
  const factors = f32x4.splat(factor);
  const lows = f32x4.splat(low);
  const end = bytes + (count as usize);
  for (; bytes < end; bytes += 8) {
    const wide = v128.load8x8_u(bytes);
    const first = f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(wide));
    const second = f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(wide));
    v128.store(output, multiplyAdd(first, factors, lows));
    v128.store(output, multiplyAdd(second, factors, lows), 16);
    output += 32;
  }
}

/**
 * [depth][width] to the order in which `pointwise` reads: for each block of 8 output channels its biases, then a row of 8
 * weights for each input.
 */
export function packWeights(kernel: usize, bias: usize, depth: i32, width: i32, output: usize): void {
  for (let channel = 0; channel < width; channel += channelBlock) {
    v128.store(output, v128.load(bias + sizeOf(channel)));
    v128.store(output, v128.load(bias + sizeOf(channel), 16), 16);
    output += 32;
    let row = kernel + sizeOf(channel);
    for (let i = 0; i < depth; i++) {
      v128.store(output, v128.load(row));
      v128.store(output, v128.load(row, 16), 16);
      output += 32;
      row += sizeOf(width);
    }
  }
}

/**
 * A 1x1 convolution with ReLU6: [places][depth] to [places][width].
 * @param places 6 or more
 * @param width a multiple of 8
 * @param weights as `packWeights` writes them
 */
export function pointwise(
  input: usize,
  places: i32,
  depth: i32,
  weights: usize,
  width: i32,
  output: usize,
): void {
  const inputRow = sizeOf(depth);
  const outputRow = sizeOf(width);
  const panel = sizeOf((depth + 1) * channelBlock);
  for (let channel = 0; channel < width; channel += channelBlock) {
    const bias0 = v128.load(weights);
    const bias1 = v128.load(weights, 16);
    for (let next = 0; next < places; next += placeBlock) {
      // The last block reaches back over places that are done: they come out the same.
      const place = min(next, places - placeBlock);
      let w = weights + 32;
      let in0 = input + (place as usize) * inputRow;
      let in1 = in0 + inputRow;
      let in2 = in1 + inputRow;
      let in3 = in2 + inputRow;
      let in4 = in3 + inputRow;
      let in5 = in4 + inputRow;
      const end = in1;
      let sum00 = bias0;
      let sum01 = bias1;
      let sum10 = bias0;
      let sum11 = bias1;
      let sum20 = bias0;
      let sum21 = bias1;
      let sum30 = bias0;
      let sum31 = bias1;
      let sum40 = bias0;
      let sum41 = bias1;
      let sum50 = bias0;
      let sum51 = bias1;
      while (in0 < end) {
        const w0 = v128.load(w);
        const w1 = v128.load(w, 16);
        let x = v128.load32_splat(in0);
        sum00 = multiplyAdd(x, w0, sum00);
        sum01 = multiplyAdd(x, w1, sum01);
        x = v128.load32_splat(in1);
        sum10 = multiplyAdd(x, w0, sum10);
        sum11 = multiplyAdd(x, w1, sum11);
        x = v128.load32_splat(in2);
        sum20 = multiplyAdd(x, w0, sum20);
        sum21 = multiplyAdd(x, w1, sum21);
        x = v128.load32_splat(in3);
        sum30 = multiplyAdd(x, w0, sum30);
        sum31 = multiplyAdd(x, w1, sum31);
        x = v128.load32_splat(in4);
        sum40 = multiplyAdd(x, w0, sum40);
        sum41 = multiplyAdd(x, w1, sum41);
        x = v128.load32_splat(in5);
        sum50 = multiplyAdd(x, w0, sum50);
        sum51 = multiplyAdd(x, w1, sum51);
        w += 32;
        in0 += 4;
        in1 += 4;
        in2 += 4;
        in3 += 4;
        in4 += 4;
        in5 += 4;
      }
      let out = output + (place as usize) * outputRow + sizeOf(channel);
      v128.store(out, relu6(sum00));
      v128.store(out, relu6(sum01), 16);
      out += outputRow;
      v128.store(out, relu6(sum10));
      v128.store(out, relu6(sum11), 16);
      out += outputRow;
      v128.store(out, relu6(sum20));
      v128.store(out, relu6(sum21), 16);
      out += outputRow;
      v128.store(out, relu6(sum30));
      v128.store(out, relu6(sum31), 16);
      out += outputRow;
      v128.store(out, relu6(sum40));
      v128.store(out, relu6(sum41), 16);
      out += outputRow;
      v128.store(out, relu6(sum50));
      v128.store(out, relu6(sum51), 16);
    }
    weights += panel;
  }
}

/** `from` where it lies in the map, else zeros. */
function within(isWithin: bool, from: usize, zeros: usize): usize {
  return isWithin ? from : zeros;
}

/**
 * Two neighbouring places of `depthwise` that see no border: what both see, and the weights, are loaded once.
 * @param from the first number that the left one sees
 * @param step from what the left one sees to what the right one sees: one column or two
 */
function depthwisePair(
  from: usize,
  line: usize,
  size: usize,
  step: usize,
  weights: usize,
  output: usize,
): void {
  for (let i: usize = 0; i < size; i += 16) {
    let w = weights + i;
    let left = v128.load(w);
    let right = left;
    let x = from + i;
    for (let row = 0; row < 3; row++) {
      const w0 = v128.load(w + size);
      const w1 = v128.load(w + 2 * size);
      w += 3 * size;
      const w2 = v128.load(w);
      const x0 = v128.load(x);
      const x1 = v128.load(x + size);
      const x2 = v128.load(x + 2 * size);
      left = multiplyAdd(x0, w0, left);
      left = multiplyAdd(x1, w1, left);
      left = multiplyAdd(x2, w2, left);
      const x3 = v128.load(x + 2 * size + step);
      if (step === size) {
        right = multiplyAdd(x1, w0, right);
        right = multiplyAdd(x2, w1, right);
      } else {
        right = multiplyAdd(x2, w0, right);
        right = multiplyAdd(v128.load(x + 3 * size), w1, right);
      }
      right = multiplyAdd(x3, w2, right);
      x += line;
    }
    v128.store(output + i, relu6(left));
    v128.store(output + size + i, relu6(right));
  }
}

/**
 * A 3x3 convolution of each channel by itself, with ReLU6, for the output places `first` to `end`.
 * @param side of the square input map
 * @param channels a multiple of 4
 * @param padding zeros before the first row and column
 * @param weights [10][channels]: biases, then the kernel row by row
 * @param zeros as many floats as there are channels
 */
export function depthwise(
  input: usize,
  side: i32,
  channels: i32,
  stride: i32,
  padding: i32,
  weights: usize,
  zeros: usize,
  outputSide: i32,
  first: i32,
  end: i32,
  output: usize,
): void {
  const size = sizeOf(channels);
  const line = (side as usize) * size;
  for (let place = first; place < end; place++) {
    const row = (place / outputSide) * stride - padding;
    const column = (place % outputSide) * stride - padding;
    const from = input + ((row * side + column) as usize) * size;
    if (row >= 0 && row + 2 < side && column >= 0 && column + 2 + stride < side && place + 1 < end) {
      depthwisePair(from, line, size, (stride as usize) * size, weights, output);
      output += 2 * size;
      place++;
      continue;
    }
    const hasTop = row >= 0;
    const hasMiddle = row + 1 < side;
    const hasBottom = row + 2 < side;
    const hasLeft = column >= 0;
    const hasCentre = column + 1 < side;
    const hasRight = column + 2 < side;
    const in00 = within(hasTop && hasLeft, from, zeros);
    const in01 = within(hasTop && hasCentre, from + size, zeros);
    const in02 = within(hasTop && hasRight, from + 2 * size, zeros);
    const in10 = within(hasMiddle && hasLeft, from + line, zeros);
    const in11 = within(hasMiddle && hasCentre, from + line + size, zeros);
    const in12 = within(hasMiddle && hasRight, from + line + 2 * size, zeros);
    const in20 = within(hasBottom && hasLeft, from + 2 * line, zeros);
    const in21 = within(hasBottom && hasCentre, from + 2 * line + size, zeros);
    const in22 = within(hasBottom && hasRight, from + 2 * line + 2 * size, zeros);
    for (let i: usize = 0; i < size; i += 16) {
      let w = weights + i;
      let sum = v128.load(w);
      w += size;
      sum = multiplyAdd(v128.load(in00 + i), v128.load(w), sum);
      w += size;
      sum = multiplyAdd(v128.load(in01 + i), v128.load(w), sum);
      w += size;
      sum = multiplyAdd(v128.load(in02 + i), v128.load(w), sum);
      w += size;
      sum = multiplyAdd(v128.load(in10 + i), v128.load(w), sum);
      w += size;
      sum = multiplyAdd(v128.load(in11 + i), v128.load(w), sum);
      w += size;
      sum = multiplyAdd(v128.load(in12 + i), v128.load(w), sum);
      w += size;
      sum = multiplyAdd(v128.load(in20 + i), v128.load(w), sum);
      w += size;
      sum = multiplyAdd(v128.load(in21 + i), v128.load(w), sum);
      w += size;
      sum = multiplyAdd(v128.load(in22 + i), v128.load(w), sum);
      v128.store(output + i, relu6(sum));
    }
    output += size;
  }
}

/**
 * What a convolution of `kernelSide` squared sees at each of the output places `first` to `end`, one after the other, so that
 * the convolution becomes a `pointwise` one.
 */
export function unfold(
  input: usize,
  side: i32,
  channels: i32,
  kernelSide: i32,
  stride: i32,
  padding: i32,
  outputSide: i32,
  first: i32,
  end: i32,
  output: usize,
): void {
  for (let place = first; place < end; place++) {
    const top = (place / outputSide) * stride - padding;
    const left = (place % outputSide) * stride - padding;
    for (let row = top; row < top + kernelSide; row++) {
      for (let column = left; column < left + kernelSide; column++) {
        const isWithin = row >= 0 && row < side && column >= 0 && column < side;
        const from = input + sizeOf((row * side + column) * channels);
        for (let channel = 0; channel < channels; channel++) {
          f32.store(output, isWithin ? f32.load(from + sizeOf(channel)) : 0);
          output += 4;
        }
      }
    }
  }
}

/** The mean over all places: [places][channels] to [channels], a multiple of 4. */
export function meanOverPlaces(input: usize, places: i32, channels: i32, output: usize): void {
  const size = sizeOf(channels);
  const share = f32x4.splat(1 / (places as f32));
  for (let i: usize = 0; i < size; i += 16) {
    let sum = f32x4.splat(0);
    let from = input + i;
    for (let place = 0; place < places; place++) {
      sum = f32x4.add(sum, v128.load(from));
      from += size;
    }
    v128.store(output + i, f32x4.mul(sum, share));
  }
}
