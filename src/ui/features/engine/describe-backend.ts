import type { Messages } from '../../../messages/en.ts';
import type { BackendReport } from '../../../studio/studio-state.ts';

/** What was found out about a backend, in a few words: how fast it is, or why it is not used. */
export function describeBackend(report: BackendReport, { engine, general }: Messages): string {
  switch (report.state) {
    case 'ready':
      return engine.perImage(general.milliseconds(report.msPerImage));
    case 'emulated':
      return engine.emulated;
    case 'untried':
      return engine.untried;
    case 'unavailable':
      return engine.unavailable(report.detail);
    case 'wrong-results':
      return engine.wrongResults;
  }
}
