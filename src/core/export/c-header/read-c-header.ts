import { strFromU8 } from 'fflate';
import { readString } from './read-string.ts';

/** What a C header of Graft says. */
export interface ReadCHeader {
  /** In the order of the output. */
  readonly labels: readonly string[];
  readonly inputSize: number;
  /** A confidence below this means "None of these", 0 to 1; null where it says nothing of that. */
  readonly noneThreshold: number | null;
  /** The bytes of the TFLite model, which takes and gives int8. */
  readonly model: Uint8Array<ArrayBuffer>;
}

/** No header of Graft is longer, or has more. */
const limits = { bytes: 2 ** 26, labels: 2000, inputSize: 4096 } as const;

/**
 * Reads a header that `exportCHeader` has written.
 * @returns null where Graft has not written it
 * @throws Error that says what is wrong with one that Graft has written, where it is not whole
 */
export function readCHeader(bytes: Uint8Array): ReadCHeader | null {
  if (bytes.length > limits.bytes) return null;
  const text = strFromU8(bytes);
  const defined = (name: string) =>
    new RegExp(`^#define GRAFT_${name} (\\S{1,30})\\s*$`, 'm').exec(text)?.[1];
  const inputSize = readCount(defined('INPUT_SIZE'));
  const labelCount = readCount(defined('LABEL_COUNT'));
  const modelLength = readCount(defined('MODEL_LENGTH'));
  const labelsAt = findBehind(text, 'graft_labels[GRAFT_LABEL_COUNT] = {');
  if (inputSize === null || labelCount === null || modelLength === null || labelsAt === null) return null;
  if (labelCount > limits.labels || inputSize > limits.inputSize) {
    throw new Error(`it says that it has ${labelCount} labels and takes images of ${inputSize} pixels`);
  }
  const labels = readLabels(text, labelsAt, labelCount);
  const modelAt = findBehind(text, 'graft_model[GRAFT_MODEL_LENGTH] = {', labelsAt);
  if (modelAt === null) throw new Error('it ends before the bytes of the model');
  const threshold = Number.parseFloat(defined('NONE_THRESHOLD') ?? '');
  return {
    labels,
    inputSize,
    noneThreshold: threshold >= 0 && threshold <= 1 ? threshold : null,
    model: readBytes(text, modelAt, modelLength),
  };
}

function readCount(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

function findBehind(text: string, words: string, from = 0): number | null {
  const at = text.indexOf(words, from);
  return at === -1 ? null : at + words.length;
}

/** A literal on each line, as `writeString` writes it. */
function readLabels(text: string, from: number, count: number): readonly string[] {
  const line = /\s*("(?:[^"\\\n]|\\[0-7]{3})*"),/y;
  line.lastIndex = from;
  return Array.from({ length: count }, (_, index) => {
    const label = readString(line.exec(text)?.[1] ?? '');
    if (label === null) throw new Error(`label ${index + 1} of ${count} is missing or damaged`);
    return label;
  });
}

const [zero, nine, comma, brace] = [0x30, 0x39, 0x2c, 0x7d];

/** Numbers from 0 to 255 with commas behind them, and any white space between. */
function readBytes(text: string, from: number, length: number): Uint8Array<ArrayBuffer> {
  // Each takes two characters at least, so that a false length takes no memory.
  const bytes = new Uint8Array(Math.min(length, Math.ceil((text.length - from) / 2)));
  let count = 0;
  let value = -1;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= zero && code <= nine) value = 10 * Math.max(value, 0) + code - zero;
    else if (code === comma && value >= 0 && value < 256) {
      if (count < bytes.length) bytes[count] = value;
      count++;
      value = -1;
    } else if (code === brace) break;
    else if (code > 0x20 || value !== -1) throw new Error(`byte ${count + 1} of the model is damaged`);
  }
  if (count !== length || value !== -1) {
    throw new Error(`it has ${count} bytes of the model, ${length} were expected`);
  }
  return bytes;
}
