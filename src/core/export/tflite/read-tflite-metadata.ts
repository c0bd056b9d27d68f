import { strFromU8, unzipSync } from 'fflate';

/** The file behind a TFLite model that holds its `ModelMetadata`. */
export const tfliteMetadataFile = 'metadata.json';

/**
 * What a TFLite file of Graft says of itself, as JSON.
 * @returns null where there is none behind the model
 * @throws where nothing lies behind it
 */
export function readTfliteMetadata(bytes: Uint8Array): string | null {
  const { [tfliteMetadataFile]: json } = unzipSync(bytes, {
    filter: ({ name, originalSize }) => name === tfliteMetadataFile && originalSize < 2 ** 24,
  });
  return json === undefined ? null : strFromU8(json);
}
