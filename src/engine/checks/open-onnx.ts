import { scalePixels } from '../../core/embedding/embedder.ts';
import type { ExportedFile } from '../../core/export/exported-file.ts';
import type { ModelMetadata } from '../../core/export/model-metadata.ts';
import { readOnnxMetadata } from '../../core/export/onnx/read-onnx-metadata.ts';
import type { ProgramTensor, RunningProgram } from '../engine-ports.ts';
import type { ExportClient } from './export-client.ts';

/**
 * Opens an ONNX file in ONNX Runtime, and feeds it as the file itself says.
 * @throws what ONNX Runtime throws where the file is no model
 */
export async function openOnnx({ bytes }: ExportedFile, program: RunningProgram): Promise<ExportClient> {
  const texts = readOnnxMetadata(bytes);
  const { inputSize, inputRange, input }: ModelMetadata = JSON.parse(texts.metadata ?? '{}');
  await program.open(bytes);
  return {
    name: program.name,
    labels: JSON.parse(texts.labels ?? '[]'),
    async predict({ pixels }) {
      const tensor: ProgramTensor =
        input.dtype === 'uint8'
          ? { data: pixels, shape: [1, inputSize, inputSize, 3] }
          : {
              data: byChannel(scalePixels([pixels], inputSize, 1, inputRange)),
              shape: [1, 3, inputSize, inputSize],
            };
      return Float32Array.from(await program.run(tensor));
    },
    // The program is ended by who started it.
    dispose: () => {},
  };
}

/** Pixel by pixel to channel by channel. */
function byChannel(values: Float32Array): Float32Array {
  const pixelCount = values.length / 3;
  const sorted = new Float32Array(values.length);
  for (let pixel = 0; pixel < pixelCount; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      sorted[channel * pixelCount + pixel] = values[3 * pixel + channel] as number;
    }
  }
  return sorted;
}
