import type { ImageRemark } from '../../../core/images/image-remark.ts';
import type { FileFailure } from '../../../core/shared/failure.ts';

/** The formats that are decoded by packages. */
export type PackagedFormat = 'heic' | 'tiff';

/** An image that the browser did not decode by itself, at least not as it was. */
export interface DecodedBitmap {
  readonly bitmap: ImageBitmap;
  /** The Exif orientation, 1 to 8, that is still to be carried out. */
  readonly orientation: number;
  readonly remark: ImageRemark | null;
}

/** What becomes of one file. */
export type DecoderAnswer = DecodedBitmap | FileFailure;

/** What the worker of the decoders offers. */
export interface DecoderApi {
  decode(format: PackagedFormat, bytes: Uint8Array<ArrayBuffer>): Promise<DecoderAnswer>;
}
