import { createCrc32, writeZipHeaders } from '../stored-zip.ts';

/**
 * Puts files behind a model, as a ZIP of stored files whose offsets count from the beginning of the model: the metadata of
 * TFLite speak of files that lie there. A model is read from its beginning and a ZIP from its end, so that one file is both.
 */
export function appendFiles(
  model: Uint8Array,
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
): Uint8Array<ArrayBuffer> {
  const stored = files.map(({ path, bytes }) => {
    const crc = createCrc32();
    crc.add(bytes);
    return { path, sizeBytes: bytes.length, crc32: crc.finish() };
  });
  const { before, directory } = writeZipHeaders(stored, model.length);
  const parts = [
    model,
    ...files.flatMap(({ bytes }, i) => [before[i] ?? new Uint8Array(0), bytes]),
    directory,
  ];
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
