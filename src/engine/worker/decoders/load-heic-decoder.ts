import type { MainModule } from 'libheif-js/libheif-wasm/libheif.js';
import wasmUrl from 'libheif-js/libheif-wasm/libheif.wasm?url';
import { findTooManyPixels } from '../../../core/images/find-too-many-pixels.ts';
import { isDisplayP3 } from '../../../core/images/is-display-p3.ts';
import type { DecoderAnswer } from './decoder-answer.ts';

/** What libheif's bindings give, as far as it is used. */
interface DecodedHeif {
  readonly image: Parameters<MainModule['heif_image_release']>[0];
  readonly channels: readonly {
    readonly id: unknown;
    readonly width: number;
    readonly height: number;
    /** Bytes from one row to the next. */
    readonly stride: number;
    readonly data: Uint8Array;
  }[];
}

const damaged = { kind: 'file-damaged', format: 'heic' } as const;

let loaded: Promise<MainModule> | null = null;

/**
 * Fetches libheif (LGPL): its WebAssembly stays a file of its own, which anybody can replace.
 * @throws when it cannot be fetched
 */
export async function loadHeicDecoder(): Promise<(bytes: Uint8Array<ArrayBuffer>) => Promise<DecoderAnswer>> {
  loaded ??= loadLibheif();
  try {
    const libheif = await loaded;
    return (bytes) => decodeHeic(libheif, bytes);
  } catch (error) {
    loaded = null;
    throw error;
  }
}

async function loadLibheif(): Promise<MainModule> {
  const [{ default: createLibheif }, response] = await Promise.all([
    import('libheif-js/libheif-wasm/libheif.js'),
    fetch(wasmUrl),
  ]);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  const silence = () => {};
  return createLibheif({
    wasmBinary: await response.arrayBuffer(),
    print: silence,
    printErr: silence,
  });
}

/** The primary image, upright: libheif carries rotations and mirrorings out by itself. */
async function decodeHeic(libheif: MainModule, bytes: Uint8Array<ArrayBuffer>): Promise<DecoderAnswer> {
  const context = libheif.heif_context_alloc();
  try {
    const { code } = libheif.heif_context_read_from_memory(context, bytes);
    if (code !== libheif.heif_error_code.heif_error_Ok) return damaged;
    const handle = libheif.heif_js_context_get_primary_image_handle(context);
    if (!handle || handle.code) return damaged;
    try {
      const width = libheif.heif_image_handle_get_width(handle);
      const height = libheif.heif_image_handle_get_height(handle);
      const refusal = findTooManyPixels({ width, height });
      if (refusal !== null) return refusal;
      const decoded = await libheif.heif_js_decode_image2(
        handle,
        libheif.heif_colorspace.heif_colorspace_RGB,
        libheif.heif_chroma.heif_chroma_interleaved_RGBA,
      );
      if (!decoded || decoded.code) return damaged;
      return await toImage(libheif, decoded, isDisplayP3(bytes) ? 'display-p3' : 'srgb');
    } finally {
      libheif.heif_image_handle_release(handle);
    }
  } finally {
    libheif.heif_context_free(context);
  }
}

async function toImage(
  libheif: MainModule,
  { image, channels }: DecodedHeif,
  colorSpace: PredefinedColorSpace,
): Promise<DecoderAnswer> {
  try {
    const channel = channels.find(({ id }) => id === libheif.heif_channel.heif_channel_interleaved);
    if (channel === undefined) return damaged;
    const { width, height, stride, data } = channel;
    const pixels = new ImageData(width, height, { colorSpace });
    for (let row = 0; row < height; row++) {
      pixels.data.set(data.subarray(row * stride, row * stride + width * 4), row * width * 4);
    }
    return { bitmap: await createImageBitmap(pixels), orientation: 1, remark: null };
  } finally {
    libheif.heif_image_release(image);
  }
}
