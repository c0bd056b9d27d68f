import type { BaseModelFailure } from '../../../core/shared/failure.ts';
import { unfit } from './unfit.ts';

/** How large a model.json may be, and all weights of one model together. */
export const modelLimits = { topologyBytes: 64 * 1024 * 1024, weightsBytes: 512 * 1024 * 1024 } as const;

/** Bytes that may come, over one file or several together. */
export interface ByteAllowance {
  /** @returns why `sizeBytes` more are too many; null while they are not */
  take(sizeBytes: number): BaseModelFailure | null;
}

/**
 * @param what is read, as it stands in `more bytes came for ...`
 * @param onTaken told how many bytes have come in all
 */
export function createByteAllowance(
  what: string,
  limitBytes: number,
  onTaken: (sumBytes: number) => void = () => {},
): ByteAllowance {
  let sumBytes = 0;
  return {
    take(sizeBytes) {
      sumBytes += sizeBytes;
      if (sumBytes > limitBytes) return unfit(`more than ${limitBytes} bytes came for ${what}`);
      onTaken(sumBytes);
      return null;
    },
  };
}

/**
 * Fetches one file of a base model.
 * @param allowance what may still come; may be shared with other files
 * @returns `base-model-unreachable` when there is no such file, `base-model-unfit` when it is too large
 */
export async function fetchModelFile(
  url: string,
  allowance: ByteAllowance,
): Promise<ArrayBuffer | BaseModelFailure> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    return unreachable(url, error instanceof Error ? error.message : String(error));
  }
  if (!response.ok) {
    await response.body?.cancel();
    return unreachable(url, `the server answered ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
      const tooLarge = allowance.take(part.value.length);
      if (tooLarge !== null) {
        await reader?.cancel();
        return tooLarge;
      }
      chunks.push(part.value);
      sizeBytes += part.value.length;
    }
  } catch (error) {
    return unreachable(url, error instanceof Error ? error.message : String(error));
  }
  return concatenate(chunks, sizeBytes);
}

/** Parses a model.json. A web page instead of it means that the address is wrong. */
export function parseModelJson(
  bytes: ArrayBuffer,
  url: string | null,
): { readonly json: unknown } | BaseModelFailure {
  const text = new TextDecoder().decode(bytes);
  if (url !== null && text.trimStart().startsWith('<')) {
    return unreachable(url, 'the server answered with a web page instead of a model');
  }
  try {
    return { json: JSON.parse(text) };
  } catch {
    return unfit('its model.json is not valid JSON');
  }
}

/** Puts pieces of a file together. */
export function concatenate(chunks: readonly Uint8Array[], sizeBytes: number): ArrayBuffer {
  const bytes = new Uint8Array(sizeBytes);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes.buffer;
}

/**
 * A file of a base model that did not come.
 * @param detail what came instead of the file, as it stands in brackets behind a sentence
 */
export function unreachable(url: string, detail: string): BaseModelFailure {
  return { kind: 'base-model-unreachable', url, detail };
}
