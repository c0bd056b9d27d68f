/** The id of the built-in base model, the only one that comes in several sizes. */
export const builtInBaseId = 'mobilenet-v1-1.0-224';

/** Sides of the square that the built-in base model may see, in pixels: that of its training, then smaller ones. */
export const inputSizes = [224, 192, 160, 128] as const;
/** One of them. */
export type InputSize = (typeof inputSizes)[number];

/** The size that the base model was trained at, used where nobody chose another. */
export const usualInputSize: InputSize = 224;

/** What was kept or came from outside, where it is one of the sizes; else the usual one. */
export function readInputSize(value: unknown): InputSize {
  return inputSizes.find((size) => size === value) ?? usualInputSize;
}
