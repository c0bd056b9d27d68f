import { labelLimits } from '../../../core/export/read-model-notes.ts';
import { type Failure, isFailure } from '../../../core/shared/failure.ts';
import { loadPart } from '../../../core/shared/load-part.ts';
import type { CheckProgramPort } from '../../engine-ports.ts';
import type { ProgramFetch } from '../../opened-model-api.ts';
import { runInProgram } from './run-in-program.ts';
import type { RunningModel } from './run-model.ts';

/**
 * Opens a C header that Graft has written. LiteRT takes no int8, so it is given the same network with bytes at its ends.
 * @throws what says why it is not whole, or what LiteRT throws
 */
export async function openCHeader(
  bytes: Uint8Array,
  ports: { readonly checkPrograms: CheckProgramPort },
  onFetching: (fetching: ProgramFetch | null) => void,
): Promise<RunningModel | Failure> {
  const part = await loadPart(() => import('../../../core/export/c-header/write-header-as-tflite.ts'));
  if (isFailure(part)) return part;
  const header = part.writeHeaderAsTflite(bytes);
  if (header === null) return { kind: 'model-of-other-program', format: 'c-header' };
  const { inputSize, inputRange, noneThreshold, model } = header;
  const labels = header.labels.map((label) => label.slice(0, labelLimits.length));
  const notes = {
    maker: 'graft',
    contains: 'full',
    baseModel: null,
    labels,
    inputSize,
    inputRange,
    noneThreshold,
  } as const;
  return runInProgram('litert', ports, onFetching, 'c-header', notes, async (program) => {
    await program.open(model);
    return {
      name: program.name,
      labels,
      async predict({ pixels }) {
        const numbers = await program.run({ data: pixels, shape: [1, inputSize, inputSize, 3] });
        return Float32Array.from(numbers, (number) => number / 256);
      },
      dispose: () => {},
    };
  });
}
