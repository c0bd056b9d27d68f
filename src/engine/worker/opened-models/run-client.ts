import { labelLimits } from '../../../core/export/read-model-notes.ts';
import type { Failure } from '../../../core/shared/failure.ts';
import type { ExportClient } from '../../checks/export-client.ts';
import type { GraftFileFormat } from '../../opened-model-api.ts';
import type { GraftNotes } from './read-graft-notes.ts';
import type { RunningModel } from './run-model.ts';

const noEmbedding = new Float32Array();

/**
 * Looks by a made-up image whether a file that its program has opened gives what it says. It scales pixels itself, so that their
 * range is no choice.
 * @returns why it is no classifier; then the client is disposed
 */
export async function runClient(
  client: ExportClient,
  format: GraftFileFormat,
  { maker, noneThreshold, labels, inputSize, inputRange }: GraftNotes,
): Promise<RunningModel | Failure> {
  const predict = async (pixels: Uint8Array): Promise<Float32Array<ArrayBuffer> | Failure> => {
    const values = Float32Array.from(await client.predict({ pixels, embedding: noEmbedding }));
    return values.every((value) => Number.isFinite(value)) ? values : { kind: 'model-not-finite' };
  };
  const refuse = (failure: Failure): Failure => {
    client.dispose();
    return failure;
  };
  const tried = await predict(new Uint8Array(inputSize * inputSize * 3));
  if ('kind' in tried) return refuse(tried);
  const classCount = tried.length;
  if (classCount !== labels.length || classCount > labelLimits.count) {
    return refuse({
      kind: 'model-unfit',
      detail: `it gives ${classCount} numbers for ${labels.length} class names`,
    });
  }
  return {
    facts: {
      maker,
      labels,
      noneThreshold,
      format,
      classCount,
      foundLabelCount: labels.length,
      inputSize,
      inputRange,
      rangeKnown: true,
      output: 'probabilities',
      parameterCount: null,
      head: null,
    },
    predict,
    dispose: () => client.dispose(),
  };
}
