import { type CheckProgram, checkPrograms } from '../../../core/export/check-programs.ts';
import type { Failure } from '../../../core/shared/failure.ts';
import type { ExportClient } from '../../checks/export-client.ts';
import type { CheckProgramPort, RunningProgram } from '../../engine-ports.ts';
import type { GraftFileFormat, ProgramFetch } from '../../opened-model-api.ts';
import type { GraftNotes } from './read-graft-notes.ts';
import { runClient } from './run-client.ts';
import type { RunningModel } from './run-model.ts';

/**
 * Starts a program, which is fetched, and runs a model in it.
 * @param open gives the model to the program
 * @throws what the program throws where it does not open the model; then it is ended
 */
export async function runInProgram(
  program: CheckProgram,
  { checkPrograms: programs }: { readonly checkPrograms: CheckProgramPort },
  onFetching: (fetching: ProgramFetch | null) => void,
  format: GraftFileFormat,
  notes: GraftNotes,
  open: (running: RunningProgram) => Promise<ExportClient>,
): Promise<RunningModel | Failure> {
  const running = await programs.start(program, async (loadedBytes) => {
    onFetching(loadedBytes === null ? null : { program, loadedBytes });
    return 'continue';
  });
  if ('reason' in running) {
    const fetched = running.reason !== 'client-unreachable';
    const detail = 'detail' in running ? running.detail : '';
    return { kind: 'model-program-missing', program: checkPrograms[program].name, fetched, detail };
  }
  try {
    const client = { ...(await open(running)), dispose: () => running.end() };
    return await runClient(client, format, notes);
  } catch (error) {
    running.end();
    throw error;
  }
}
