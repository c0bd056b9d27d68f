import type { ExportedFile } from '../core/export/exported-file.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import { createPauses } from '../core/shared/pause.ts';
import type { CheckedFile } from '../engine/engine-api.ts';
import type { ExportFormat, ExportStage } from './export-state.ts';
import { showPauseMs } from './show-pause.ts';
import type { StudioContext } from './studio-context.ts';

/** An export that is under way. */
export interface ExportRun {
  /** Aborted when the person stops it. */
  readonly stop: AbortSignal;
  /** Aborted when the person wants the file without more of a check. */
  readonly skipCheck: AbortSignal;
  /** @param stage `writing` where it is left out */
  showProgress(doneCount: number, totalCount: number, stage?: ExportStage): void;
  /** Awaited between short pieces of long work, so that the page can answer. */
  pause(): Promise<void>;
}

/** A file too large for memory, made of others. */
export interface LargeFile {
  readonly fileName: string;
  readonly blob: Blob;
  /** Names of images that could not be read any more, and are not in it. */
  readonly leftOut: readonly string[];
}

/** Runs one export at a time and hands its file to the person. */
export interface ExportRunner {
  run(
    format: ExportFormat,
    make: (run: ExportRun) => Promise<ExportedFile | CheckedFile | LargeFile | Failure | 'stopped'>,
  ): Promise<void>;
  /** Gives up on the one that is under way. */
  stopExport(): void;
  /** Hands the one that is under way over with as much of a check as there has been. */
  skipCheck(): void;
}

export function createExportRunner(context: StudioContext): ExportRunner {
  const { ports, store } = context;
  const { announcements } = ports.messages;
  /** A file is handed over only while the export that it was made for is under way. */
  let current = new AbortController();
  let skipping = new AbortController();

  return {
    async run(format, make) {
      if (store.getState().exporting.phase === 'running') return;
      current = new AbortController();
      skipping = new AbortController();
      const stop = current.signal;
      let shownMs = Number.NEGATIVE_INFINITY;
      const showProgress = (doneCount: number, totalCount: number, stage: ExportStage = 'writing') => {
        const now = ports.clock.now();
        if (stop.aborted || now - shownMs < showPauseMs) return;
        shownMs = now;
        store.setState({ exporting: { phase: 'running', format, stage, doneCount, totalCount } });
      };
      showProgress(0, 0);
      context.announce(announcements.exportRunning);
      const made = await make({
        stop,
        skipCheck: skipping.signal,
        showProgress,
        pause: createPauses(() => ports.clock.now()),
      });
      if (stop.aborted || made === 'stopped') return;
      if (isFailure(made)) return fail(format, made);
      const { file, check } = 'check' in made ? made : { file: made, check: null };
      const { fileName } = file;
      const isLarge = 'blob' in file;
      const problem = await (isLarge ? ports.downloadBlob(fileName, file.blob) : ports.downloadFile(file));
      if (stop.aborted) return;
      if (problem !== null) return fail(format, problem);
      const sizeBytes = isLarge ? file.blob.size : file.bytes.byteLength;
      const leftOut = isLarge ? file.leftOut : [];
      store.setState({ exporting: { phase: 'done', format, fileName, sizeBytes, leftOut, check } });
      context.announce(announcements.exportDone(fileName, sizeBytes, leftOut));
    },

    stopExport() {
      if (store.getState().exporting.phase !== 'running') return;
      current.abort();
      store.setState({ exporting: { phase: 'idle' } });
      context.announce(announcements.exportStopped);
    },

    skipCheck: () => skipping.abort(),
  };

  function fail(format: ExportFormat, failure: Failure): void {
    store.setState({ exporting: { phase: 'failed', format, failure } });
    context.announce(context.describe(failure));
  }
}
