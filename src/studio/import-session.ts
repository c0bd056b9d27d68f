import { type CutNames, noCutNames } from '../core/dataset/cut-names.ts';
import type { Failure } from '../core/shared/failure.ts';
import { countLeftOut } from './count-left-out.ts';
import { countRepeated } from './count-repeated.ts';
import { countWaiting } from './count-waiting.ts';
import { shortenText } from './shorten-text.ts';
import { showPauseMs } from './show-pause.ts';
import type { StudioContext } from './studio-context.ts';
import type { ImportProblem, ImportProgress, ImportRemark, StudioSample } from './studio-state.ts';

/**
 * All reading and embedding that overlaps in time, counted together: one progress, one stop, and one sentence at the
 * end that says how many images came in and how many files did not.
 */
export interface ImportSession {
  /** Tells that some work begins. The session ends when each work that began has ended. */
  begin(): void;
  end(): void;

  startReading(name: string | null): void;
  /** Files found so far. Shown from time to time: they are found faster than anybody reads. */
  countRead(readCount: number): void;
  endReading(): void;
  showEmbedding(doneCount: number, totalCount: number): void;

  /** @param samples as they were while they waited: those without a hash came in for the first time */
  countReady(samples: readonly StudioSample[]): void;
  /** Lists files that did not come in. */
  leaveOut(problems: readonly Omit<ImportProblem, 'id'>[]): void;
  /** Counts images that were left out because their class has them already. */
  countCopies(copyCount: number): void;
  /** Counts names that were too long. */
  countCutNames(cutNames: CutNames): void;
  /** Lists images that came in, but not all of them, unless they are listed already. */
  remarkOn(remarks: readonly ImportRemark[]): void;
  /** Says why an import, by its name, brought nothing, unless another one of the session did. */
  explainNothing(file: string, failure: Failure): void;
  /** Says why images have to wait. */
  explainWaiting(failure: Failure): void;

  /** Asks everything under way to end soon. */
  stop(): void;
  /** Takes a stop back for what begins from now on. */
  resume(): void;
  /** Is aborted by the next stop, for work that begins now. */
  stopSignal(): AbortSignal;
  /** Whether anything is being read, taken in or embedded, or waits to be. */
  isActive(): boolean;
  /** Counts work that turns files into samples. */
  countReading(reading: Promise<unknown>): void;
  /** Resolves when nothing is being read, or waits to be. */
  whenRead(): Promise<void>;
}

interface Tally {
  readonly readyIds: Set<string>;
  /** Those of the ready ones that came in, and were not merely embedded by another base model. */
  readonly newIds: Set<string>;
  /** Entries of the list. */
  listedCount: number;
  leftOutCount: number;
  copyCount: number;
  cutNames: CutNames;
  remarkCount: number;
  nothing: { readonly file: string; readonly failure: Failure } | null;
  waiting: Failure | null;
}

const noTally = (): Tally => ({
  readyIds: new Set(),
  newIds: new Set(),
  listedCount: 0,
  leftOutCount: 0,
  copyCount: 0,
  cutNames: noCutNames,
  remarkCount: 0,
  nothing: null,
  waiting: null,
});

/** The one session of a studio; it begins anew whenever nothing is left to do. */
export function createImportSession(context: StudioContext): ImportSession {
  const { ports, store } = context;
  let tally = noTally();
  let workCount = 0;
  let nextStop = new AbortController();
  let stopping = false;
  let name: string | null = null;
  let readCount: number | null = null;
  /** When the count was last shown. */
  let shownMs = 0;
  const readings = new Set<Promise<unknown>>();
  let embedding: Pick<ImportProgress, 'doneCount' | 'totalCount'> | null = null;

  return {
    begin() {
      workCount++;
    },
    end() {
      workCount--;
      if (workCount === 0) finish();
    },

    startReading(newName) {
      name = newName;
      readCount = 0;
      shownMs = ports.clock.now();
      show();
      context.announce(
        ports.messages.announcements.importReading(newName ?? ports.messages.problems.selection),
      );
    },
    countRead(newCount) {
      readCount = newCount;
      const now = ports.clock.now();
      if (now - shownMs < showPauseMs) return;
      shownMs = now;
      show();
    },
    endReading() {
      readCount = null;
      embedding ??= { doneCount: 0, totalCount: countWaiting(store.getState().samples) };
      show();
    },
    showEmbedding(doneCount, totalCount) {
      embedding = { doneCount, totalCount };
      show();
    },

    countReady(samples) {
      for (const { id, imageHash } of samples) {
        tally.readyIds.add(id);
        if (imageHash === null) tally.newIds.add(id);
      }
    },
    leaveOut(problems) {
      if (problems.length === 0) return;
      const listed = problems.map((problem) => ({ id: ports.createId(), ...problem }));
      // Behind those of this session and before those of earlier ones, which were seen already.
      const place = tally.listedCount;
      store.setState((state) => ({ problems: state.problems.toSpliced(place, 0, ...listed) }));
      tally.listedCount += problems.length;
      tally.leftOutCount += countLeftOut(problems);
    },
    countCopies(copyCount) {
      tally.copyCount += copyCount;
    },
    countCutNames({ classNameCount, fileNameCount }) {
      tally.cutNames = {
        classNameCount: tally.cutNames.classNameCount + classNameCount,
        fileNameCount: tally.cutNames.fileNameCount + fileNameCount,
      };
    },
    remarkOn(remarks) {
      const known = new Set(store.getState().remarks.map(({ id }) => id));
      const listed = remarks.filter(({ id }) => !known.has(id));
      if (listed.length === 0) return;
      const place = tally.remarkCount;
      store.setState((state) => ({ remarks: state.remarks.toSpliced(place, 0, ...listed) }));
      tally.remarkCount += listed.length;
    },
    explainNothing(file, failure) {
      tally.nothing = { file, failure };
    },
    explainWaiting(failure) {
      tally.waiting = failure;
    },

    stop() {
      stopping = true;
      show();
      nextStop.abort();
      nextStop = new AbortController();
    },
    resume() {
      stopping = false;
      show();
    },
    stopSignal: () => nextStop.signal,
    isActive: () => workCount > 0,
    countReading(reading) {
      const done = reading.catch(() => {}).finally(() => readings.delete(done));
      readings.add(done);
    },
    async whenRead() {
      while (readings.size > 0) await Promise.all(readings);
    },
  };

  function show(): void {
    store.setState({ importing: describeProgress() });
  }

  function describeProgress(): ImportProgress | null {
    if (readCount !== null) return { name, phase: 'reading', doneCount: readCount, totalCount: 0, stopping };
    return embedding === null ? null : { name, phase: 'embedding', ...embedding, stopping };
  }

  function finish(): void {
    const sentence = summarise(tally, stopping);
    tally = noTally();
    stopping = false;
    name = null;
    embedding = null;
    show();
    if (sentence !== null) context.announce(sentence);
  }

  function summarise(
    {
      readyIds,
      newIds,
      leftOutCount: leftOut,
      copyCount: copies,
      cutNames,
      remarkCount: remarked,
      nothing,
      waiting: waitingFailure,
    }: Tally,
    stopped: boolean,
  ): string | null {
    const { announcements } = ports.messages;
    const waiting = countWaiting(store.getState().samples);
    // Some may have been deleted meanwhile.
    const readySamples = store.getState().samples.filter(({ id }) => readyIds.has(id));
    const ready = readySamples.length;
    if (stopped) return announcements.importStopped({ ready, waiting, leftOut });
    if (waitingFailure !== null && waiting > 0) {
      return announcements.imagesWait(context.describe(waitingFailure), waiting);
    }
    if (nothing !== null && ready === 0) {
      return announcements.importRefused(shortenText(nothing.file), context.describe(nothing.failure));
    }
    const isCut = cutNames.classNameCount + cutNames.fileNameCount > 0;
    if (ready === 0 && leftOut === 0 && copies === 0 && !isCut) return null;
    const classes = new Set(readySamples.map(({ classId }) => classId)).size;
    const repeated = countRepeated(store.getState().samples, newIds);
    return announcements.imagesReady({ ready, repeated, classes, leftOut, copies, remarked, cutNames });
  }
}
