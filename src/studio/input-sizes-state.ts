import type { InputSize } from '../core/embedding/input-sizes.ts';
import type { Failure } from '../core/shared/failure.ts';

/** What the input sizes give on the person's own images. */
export type InputSizesState =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'running';
      /** 0 to 1; null while the images are prepared. */
      readonly doneFraction: number | null;
      readonly stopping: boolean;
    }
  | { readonly phase: 'failed'; readonly failure: Failure }
  | {
      readonly phase: 'done';
      /** Of what it was measured, as `selectInputSizesBasis` says it. */
      readonly basis: string;
      /** How many images were judged, each by a head that has not learned from it. */
      readonly imageCount: number;
      /** How many were drawn, too, but could not be read any more. */
      readonly unreadCount: number;
      /** How many images there were to learn from, of which those were drawn. */
      readonly poolCount: number;
      /** The largest size first. */
      readonly entries: readonly MeasuredSize[];
    };

/** One input size as it was measured. */
export interface MeasuredSize {
  readonly inputSize: InputSize;
  /** The forward pass of the base model alone, on one processor. */
  readonly msPerImage: number;
  /** Of each judged image, in the same order at every size. */
  readonly isRight: readonly boolean[];
}
