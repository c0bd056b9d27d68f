import { arrangeImport } from '../core/dataset/arrange-import.ts';
import { importLimits } from '../core/dataset/import-limits.ts';
import { isZip } from '../core/dataset/is-zip.ts';
import { foldName } from '../core/dataset/match-names.ts';
import { readImportPath } from '../core/dataset/read-import-path.ts';
import { type TablePrediction, writePredictionsTable } from '../core/prediction/predictions-table.ts';
import { rankClasses } from '../core/prediction/rank-classes.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import { isFileFailure } from '../core/shared/is-file-failure.ts';
import { createPauses } from '../core/shared/pause.ts';
import type { NamedBlob } from '../platform/named-blob.ts';
import type { BatchResult } from './batch-state.ts';
import { noneThresholdOf, selectClassifier, selectLabels } from './classifier.ts';
import { classifyImage } from './classify-image.ts';
import type { Classifier } from './opened-model.ts';
import { showPauseMs } from './show-pause.ts';
import type { StudioContext } from './studio-context.ts';

/** What became of one file. */
interface Classified {
  readonly file: string;
  readonly answer: Float32Array | Failure;
}

/**
 * Classifies files, and those in ZIPs, one after the other, and makes a table of the answers. Nothing is kept of the images. A stop
 * leaves the table of those so far.
 */
export async function predictMany(context: StudioContext, files: readonly NamedBlob[]): Promise<void> {
  const { ports, store } = context;
  const { project, batch } = store.getState();
  const classifier = selectClassifier(store.getState());
  if (batch.phase === 'running') return;
  if (classifier === null) {
    store.setState({ batch: { phase: 'failed', failure: { kind: 'nothing-trained' } } });
    return;
  }
  const totalCount = files.some(({ path, blob }) => isZip(path, blob.type)) ? 0 : files.length;
  store.setState({ batch: { phase: 'running', classifier, doneCount: 0, totalCount, stopping: false } });
  const classified: Classified[] = [];
  let shownMs = Number.NEGATIVE_INFINITY;
  /** What happened to one file and would happen to every other. */
  let ending: Failure | null = null;

  const take = async ({ path, blob }: NamedBlob): Promise<'continue' | 'stop'> => {
    if (readImportPath(path, 0) === 'ignored') return 'continue';
    const classification = await classifyImage(context, classifier, blob);
    const answer = isFailure(classification) ? classification : classification.probabilities;
    const { project: openProject, batch: running } = store.getState();
    if (openProject.id !== project.id || running.phase !== 'running') return 'stop';
    if (isFailure(answer) && !isFileFailure(answer)) {
      // A stop ends the image under way, too.
      if (!running.stopping) ending = answer;
      return 'stop';
    }
    classified.push({ file: path, answer });
    if (running.stopping) return 'stop';
    const now = ports.clock.now();
    if (now - shownMs >= showPauseMs) {
      shownMs = now;
      store.setState({ batch: { ...running, doneCount: classified.length } });
    }
    return classified.length < importLimits.fileCount ? 'continue' : 'stop';
  };

  const ended = await takeAll();
  if (store.getState().project.id !== project.id) return;
  if (classified.length === 0) {
    if (ended === 'stopped') return store.setState({ batch: { phase: 'idle' } });
    const failure: Failure = ended ?? { kind: 'import-empty' };
    store.setState({ batch: { phase: 'failed', failure } });
    return context.announce(context.describe(failure));
  }
  const result = await summarise(context, classifier, classified, ended);
  if (store.getState().project.id !== project.id) return;
  store.setState({ batch: result });
  const { predictMany: words } = await ports.messages.loadLate();
  context.announce(words.done(result.imageCount, result.problems.length));

  /** @returns why it ended early; null where it did not */
  async function takeAll(): Promise<Failure | 'stopped' | null> {
    for (const file of files) {
      let answer: 'continue' | 'stop' = 'continue';
      if (isZip(file.path, file.blob.type)) {
        const failure = await ports.readZip(file.blob, async (entry) => {
          if ('blob' in entry) answer = await take(entry);
          else classified.push({ file: entry.path, answer: entry.failure });
          return answer;
        });
        if (failure !== null && answer === 'continue') {
          if (files.length === 1) return failure;
          classified.push({ file: file.path, answer: failure });
        }
      } else {
        answer = await take(file);
      }
      if (answer === 'stop') {
        if (ending !== null) return ending;
        const limit = importLimits.fileCount;
        return classified.length >= limit ? { kind: 'import-too-many-files', limit } : 'stopped';
      }
    }
    return null;
  }
}

async function summarise(
  { ports, store, describe }: StudioContext,
  classifier: Classifier,
  classified: readonly Classified[],
  ended: Failure | 'stopped' | null,
): Promise<BatchResult> {
  const classNames = selectLabels(store.getState().classes, classifier);
  const noneThreshold = noneThresholdOf(classifier);
  const folders = nameFolders(classified.map(({ file }) => file));
  // Of classes with one name, the first.
  const columns = new Map(classNames.map((name, column) => [foldName(name), column] as const).reverse());
  const classCounts = classNames.map(() => 0);
  const noneColumn = classNames.length;
  const columnCount = noneThreshold === null ? noneColumn : noneColumn + 1;
  const confusions = classNames.map(() => new Array<number>(columnCount).fill(0));
  const problems: { file: string; failure: Failure }[] = [];
  const rows: TablePrediction[] = [];
  let [noneCount, judgedCount] = [0, 0];
  for (const [index, { file, answer }] of classified.entries()) {
    const folder = folders.get(index) ?? null;
    const column = folder === null ? undefined : columns.get(foldName(folder));
    const folderClass = column === undefined ? null : (classNames[column] ?? null);
    if (isFailure(answer)) {
      problems.push({ file, failure: answer });
      rows.push({ file, folderClass, probabilities: null, problem: describe(answer) });
      continue;
    }
    rows.push({ file, folderClass, probabilities: answer, problem: '' });
    const [predicted = 0] = rankClasses(answer);
    const isNone = (answer[predicted] ?? 0) < (noneThreshold ?? 0);
    if (isNone) noneCount++;
    else classCounts[predicted] = (classCounts[predicted] ?? 0) + 1;
    const own = column === undefined ? undefined : confusions[column];
    if (own === undefined) continue;
    const said = isNone ? noneColumn : predicted;
    own[said] = (own[said] ?? 0) + 1;
    judgedCount++;
  }
  const parts: string[] = [];
  const pause = createPauses(() => ports.clock.now());
  for (const record of writePredictionsTable(rows, classNames, noneThreshold)) {
    parts.push(record);
    await pause();
  }
  return {
    phase: 'done',
    classifier,
    classNames,
    imageCount: classified.length - problems.length,
    classCounts,
    noneCount,
    problems,
    confusions: judgedCount > 0 ? confusions : null,
    ended,
    table: new Blob(parts, { type: 'text/csv;charset=utf-8' }),
  };
}

/** The class folder of each path, where there are class folders, by the rules of an import. */
function nameFolders(paths: readonly string[]): ReadonlyMap<number, string> {
  return new Map(arrangeImport(paths).placed.map(({ index, className }) => [index, className]));
}
