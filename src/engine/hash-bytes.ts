/** SHA-256 of some bytes, as hex. */
export async function hashBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  // A page served without TLS from another machine has no crypto.subtle.
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  const digest = subtle === undefined ? sha256(bytes) : await subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const blockBytes = 64;

/** SHA-256 (FIPS 180-4), for pages that have no crypto.subtle. @returns 32 bytes */
export function sha256(message: Uint8Array): ArrayBuffer {
  const state = fractionalRoots(8, (prime) => Math.sqrt(prime));
  const roundConstants = fractionalRoots(64, (prime) => Math.cbrt(prime));
  const schedule = new Uint32Array(64);
  const padded = padMessage(message);
  for (let start = 0; start < padded.byteLength; start += blockBytes) {
    fillSchedule(schedule, padded, start);
    let [a, b, c, d, e, f, g, h] = Array.from(state) as EightWords;
    for (let round = 0; round < 64; round++) {
      const bigSigma1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
      const choice = (e & f) ^ (~e & g);
      const first = (h + bigSigma1 + choice + at(roundConstants, round) + at(schedule, round)) >>> 0;
      const bigSigma0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
      const majority = (a & b) ^ (a & c) ^ (b & c);
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) >>> 0, c, b, a, (first + bigSigma0 + majority) >>> 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      state[i] = at(state, i) + word;
    });
  }
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => {
    digest.setUint32(4 * i, word);
  });
  return digest.buffer;
}

type EightWords = [number, number, number, number, number, number, number, number];

/** The message, a one bit, zeros, and its length in bits as 64 big-endian bits. */
function padMessage(message: Uint8Array): DataView {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / blockBytes) * blockBytes);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(message.length) * 8n);
  return view;
}

function fillSchedule(schedule: Uint32Array, padded: DataView, start: number): void {
  for (let i = 0; i < 16; i++) schedule[i] = padded.getUint32(start + 4 * i);
  for (let i = 16; i < 64; i++) {
    const early = at(schedule, i - 15);
    const late = at(schedule, i - 2);
    const smallSigma0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const smallSigma1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    schedule[i] = at(schedule, i - 16) + smallSigma0 + at(schedule, i - 7) + smallSigma1;
  }
}

/** The first 32 bits of the fractional parts of the roots of the first primes. */
function fractionalRoots(count: number, root: (prime: number) => number): Uint32Array {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return Uint32Array.from(primes, (prime) => (root(prime) % 1) * 2 ** 32);
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function at(words: Uint32Array, index: number): number {
  return words[index] as number;
}
