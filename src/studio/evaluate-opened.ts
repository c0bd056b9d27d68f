import { evaluate } from '../core/evaluation/evaluate.ts';
import { isFailure } from '../core/shared/failure.ts';
import { isFileFailure } from '../core/shared/is-file-failure.ts';
import { createRandom, shuffled } from '../core/shared/random.ts';
import { classifyImage } from './classify-image.ts';
import { listOpenedSamples, matchClasses } from './match-classes.ts';
import type { OpenedEvaluation, OpenedEvaluationState, OpenedSet } from './opened-evaluation.ts';
import { showPauseMs } from './show-pause.ts';
import type { StudioContext } from './studio-context.ts';
import type { StudioSample } from './studio-state.ts';

/**
 * Judges the model from a file on the images of a set whose classes it knows, one after the other. What ends that early leaves the
 * figures of the images so far.
 */
export async function evaluateOpened(context: StudioContext, set: OpenedSet): Promise<void> {
  const { ports, store } = context;
  const { opened, project, openedEvaluation } = store.getState();
  const { model } = opened;
  if (model === null || openedEvaluation.phase === 'running') return;
  const matched = matchClasses(store.getState(), model);
  // Classes stand one after the other: in any order, those so far speak for all where it ends early.
  const samples = shuffled(listOpenedSamples(store.getState(), matched, set), createRandom(1));
  const totalCount = samples.length;
  const show = (state: OpenedEvaluationState) => store.setState({ openedEvaluation: state });
  show({ phase: 'running', doneCount: 0, totalCount, stopping: false });
  const rows: { readonly sample: StudioSample; readonly probabilities: Float32Array }[] = [];
  let [unreadCount, shownMs] = [0, ports.clock.now()];
  let ended: OpenedEvaluation['ended'] = null;
  for (const [index, sample] of samples.entries()) {
    const answer = await classifyImage(context, model, sample.image);
    const { project: openProject, opened: now, openedEvaluation: running } = store.getState();
    if (openProject.id !== project.id || now.model?.facts !== model.facts) return;
    if (running.phase !== 'running') return;
    if (!isFailure(answer)) rows.push({ sample, probabilities: answer.probabilities });
    else if (isFileFailure(answer)) unreadCount++;
    else ended = answer;
    if (running.stopping) ended = 'stopped';
    if (ended !== null) break;
    if (ports.clock.now() - shownMs < showPauseMs) continue;
    shownMs = ports.clock.now();
    show({ ...running, doneCount: index + 1 });
  }
  if (rows.length === 0) {
    if (ended === 'stopped') return show({ phase: 'idle' });
    return show({ phase: 'failed', failure: ended ?? { kind: 'nothing-to-judge' } });
  }
  const classCount = model.labels.length;
  const probabilities = new Float32Array(rows.length * classCount);
  rows.forEach((row, index) => {
    probabilities.set(row.probabilities, index * classCount);
  });
  const trueClassIndexes = rows.map(({ sample }) => matched.columns.get(sample.classId) as number);
  const classIdOf = new Map([...matched.columns].map(([classId, column]) => [column, classId]));
  show({
    phase: 'done',
    model,
    set,
    setEvaluation: {
      evaluation: evaluate(probabilities, trueClassIndexes, classCount),
      sampleIds: rows.map(({ sample }) => sample.id),
      files: rows.map(({ sample }) => sample.file),
      trueClassIndexes,
      probabilities,
    },
    classIds: model.labels.map((_, column) => classIdOf.get(column) ?? ''),
    unreadCount,
    ended,
  });
}
