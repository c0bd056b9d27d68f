/**
 * IEEE 754 half-precision numbers: 1 sign bit, 5 exponent bits, 10 fraction bits.
 * Largest finite value 65504, smallest positive (subnormal) 2^-24.
 */

const float32View = new Float32Array(1);
const uint32View = new Uint32Array(float32View.buffer);

/** The half-precision bits nearest to `value` (ties to even). Values past 65504 become infinity. */
export function encodeFloat16(value: number): number {
  float32View[0] = value;
  const bits = uint32View[0] as number;
  const sign = (bits >>> 16) & 0x8000;
  const exponent = (bits >>> 23) & 0xff;
  const fraction = bits & 0x7fffff;
  if (exponent === 0xff) return sign | 0x7c00 | (fraction === 0 ? 0 : 0x200);
  const halfExponent = exponent - 127 + 15;
  if (halfExponent >= 31) return sign | 0x7c00;
  if (halfExponent <= 0) {
    if (halfExponent < -10) return sign;
    const withLeadingOne = fraction | 0x800000;
    const shift = 14 - halfExponent;
    return sign | roundShift(withLeadingOne, shift);
  }
  // A carry out of the fraction runs into the exponent, which is the correct rounding.
  return sign | ((halfExponent << 10) + roundShift(fraction, 13));
}

function roundShift(value: number, shift: number): number {
  const kept = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  const roundUp = rest > half || (rest === half && (kept & 1) === 1);
  return roundUp ? kept + 1 : kept;
}

/** The number that 16 half-precision bits stand for; exact. */
export function decodeFloat16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

let decodedValues: Float32Array | null = null;

/** All of `halves` as 32-bit floats, by a table of the 65,536 possible values. */
export function decodeFloat16Array(halves: Uint16Array): Float32Array<ArrayBuffer> {
  if (decodedValues === null) {
    decodedValues = new Float32Array(65536);
    for (let bits = 0; bits < 65536; bits++) decodedValues[bits] = decodeFloat16(bits);
  }
  const table = decodedValues;
  const values = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) values[i] = table[halves[i] as number] as number;
  return values;
}

/** All of `values` as half-precision bits, each as `encodeFloat16` gives it. */
export function encodeFloat16Array(values: Float32Array): Uint16Array<ArrayBuffer> {
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) halves[i] = encodeFloat16(values[i] as number);
  return halves;
}
