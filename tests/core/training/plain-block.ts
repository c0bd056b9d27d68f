/** A block of a MobileNet V1 as 64-bit numbers, with its input. Convolutions are 3 x 3, padding is `same`. */
export interface PlainBlock {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly outputChannels: number;
  readonly strides: 1 | 2;
  readonly numbers: {
    /** [3, 3, channels] */
    readonly depthwiseKernel: Float64Array;
    readonly depthwiseBias: Float64Array;
    /** [channels, outputChannels] */
    readonly pointwiseKernel: Float64Array;
    readonly pointwiseBias: Float64Array;
    /** [batch, height, width, channels] */
    readonly input: Float64Array;
  };
}

/** What a block gives. */
export interface PlainOutput {
  readonly output: Float64Array;
  /** How far each unit of the output is from where ReLU6 has a kink. */
  readonly kinkDistances: Float64Array;
  /** Differs where other units are cut off by ReLU6. */
  readonly cutOff: number;
}

/** Runs a block straight from the definition of its convolutions. */
export function runPlainBlock(block: PlainBlock): PlainOutput {
  const { height, width, channels, outputChannels, strides, numbers } = block;
  const { depthwiseKernel, depthwiseBias, pointwiseKernel, pointwiseBias, input } = numbers;
  const [outputHeight, outputWidth] = [Math.ceil(height / strides), Math.ceil(width / strides)];
  const before = (size: number, outputSize: number) =>
    Math.floor(Math.max(0, (outputSize - 1) * strides + 3 - size) / 2);
  const [top, left] = [before(height, outputHeight), before(width, outputWidth)];
  const batch = input.length / (height * width * channels);
  const output = new Float64Array(batch * outputHeight * outputWidth * outputChannels);
  const kinkDistances = new Float64Array(output.length);
  const middle = new Float64Array(channels);
  let cutOff = 0;
  let unit = 0;
  const relu6 = (value: number) => {
    unit++;
    if (value > 0 && value < 6) return value;
    // A sum of numbers that hardly ever agree for two sets of units.
    cutOff += (value > 0 ? 1 : 2) * ((unit * 0.6180339887498949) % 1);
    return value > 0 ? 6 : 0;
  };
  for (let place = 0; place < batch * outputHeight * outputWidth; place++) {
    const image = Math.floor(place / (outputHeight * outputWidth));
    const y = Math.floor(place / outputWidth) % outputHeight;
    const x = place % outputWidth;
    for (let channel = 0; channel < channels; channel++) {
      let sum = depthwiseBias[channel] as number;
      for (let tap = 0; tap < 9; tap++) {
        const [fromY, fromX] = [y * strides + Math.floor(tap / 3) - top, x * strides + (tap % 3) - left];
        if (fromY < 0 || fromY >= height || fromX < 0 || fromX >= width) continue;
        const at = ((image * height + fromY) * width + fromX) * channels + channel;
        sum += (input[at] as number) * (depthwiseKernel[tap * channels + channel] as number);
      }
      middle[channel] = relu6(sum);
    }
    const sums = pointwiseBias.slice();
    for (let channel = 0; channel < channels; channel++) {
      const value = middle[channel] as number;
      for (let to = 0; to < outputChannels; to++) {
        sums[to] = (sums[to] as number) + value * (pointwiseKernel[channel * outputChannels + to] as number);
      }
    }
    kinkDistances.set(
      sums.map((sum) => Math.min(Math.abs(sum), Math.abs(sum - 6))),
      place * outputChannels,
    );
    output.set(sums.map(relu6), place * outputChannels);
  }
  return { output, kinkDistances, cutOff };
}
