import { scalePixels } from '../../core/embedding/embedder.ts';
import type { ExportedFile } from '../../core/export/exported-file.ts';
import type { ModelMetadata } from '../../core/export/model-metadata.ts';
import { readTfliteMetadata, tfliteMetadataFile } from '../../core/export/tflite/read-tflite-metadata.ts';
import type { RunningProgram } from '../engine-ports.ts';
import type { ExportClient } from './export-client.ts';

/**
 * Opens a TFLite file in LiteRT, and feeds it as the file itself says.
 * @throws what LiteRT throws where the file is no model
 */
export async function openTflite({ bytes }: ExportedFile, program: RunningProgram): Promise<ExportClient> {
  const json = readTfliteMetadata(bytes);
  if (json === null) throw new Error(`the file has no ${tfliteMetadataFile}`);
  const { inputSize, inputRange, input, output, labels }: ModelMetadata = JSON.parse(json);
  const { scale, zeroPoint } = output.quantization ?? { scale: 1, zeroPoint: 0 };
  await program.open(bytes);
  return {
    name: program.name,
    labels,
    async predict({ pixels }) {
      const data = input.dtype === 'uint8' ? pixels : scalePixels([pixels], inputSize, 1, inputRange);
      const numbers = await program.run({ data, shape: [1, inputSize, inputSize, 3] });
      return Float32Array.from(numbers, (number) => scale * (number - zeroPoint));
    },
    // The program is ended by who started it.
    dispose: () => {},
  };
}
