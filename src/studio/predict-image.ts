import { rankClasses } from '../core/prediction/rank-classes.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import type { NamedBlob } from '../platform/named-blob.ts';
import { columnIdsOf, noneThresholdOf, selectClassifier, selectLabels } from './classifier.ts';
import { classifyImage } from './classify-image.ts';
import type { Classifier } from './opened-model.ts';
import { shortenText } from './shorten-text.ts';
import type { StudioContext } from './studio-context.ts';
import type { PredictionSource, PredictionState } from './studio-state.ts';

/** Classifies single images with the trained model. */
export interface Predictor {
  predictFile(image: NamedBlob, passedOverCount?: number): Promise<void>;
  predictFrame(frame: ImageBitmap): Promise<void>;
  clearPrediction(): void;
  /** Asks for heat maps from now on, or no longer; an image that is shown gets its own at once. */
  showHeatMap(shown: boolean): void;
  /** Classifies the shown file again, by a newer model. */
  predictAgain(): Promise<void>;
}

type SettledPrediction = Exclude<PredictionState, { readonly phase: 'running' }>;
type RankedClasses = Omit<Extract<PredictionState, { readonly phase: 'done' }>, 'phase' | 'source'>;

/** A classification whose answer is waited for. */
interface Call {
  readonly classifier: Classifier | null;
  readonly begunMs: number;
}

/** A model from elsewhere that is at work for longer may never come to an end. */
const longMs = 500;

export function createPredictor(context: StudioContext): Predictor {
  const { ports, store } = context;
  const { announcements } = ports.messages;
  /** An answer counts only while no newer call was made. */
  let latest: Call | null = null;

  return {
    predictFile: ({ path, blob }, passedOverCount = 0) =>
      predictFile({ kind: 'file', name: path, image: blob }, passedOverCount),

    async predictFrame(frame) {
      const source = { kind: 'camera' } as const;
      try {
        // The last frame's answer stays until the next one is there: bars that flicker cannot be read.
        if (store.getState().prediction?.source.kind !== 'camera') {
          store.setState({ prediction: { phase: 'running', source } });
        }
        const prediction = await classify(source, frame);
        if (prediction !== null) store.setState({ prediction });
      } finally {
        frame.close();
      }
    },

    clearPrediction() {
      const call = latest;
      latest = null;
      store.setState({ prediction: null });
      if (call?.classifier && 'facts' in call.classifier && ports.clock.now() - call.begunMs >= longMs)
        ports.modelHost.interrupt();
    },

    showHeatMap(heatMapShown) {
      store.setState({ heatMapShown });
      const { prediction } = store.getState();
      if (heatMapShown && prediction?.phase === 'done' && prediction.heatMaps === null) void predictAgain();
    },

    predictAgain,
  };

  async function predictAgain(): Promise<void> {
    const { prediction } = store.getState();
    if (prediction?.source.kind === 'file') await predictFile(prediction.source);
  }

  async function predictFile(
    source: Extract<PredictionSource, { readonly kind: 'file' }>,
    passedOverCount = 0,
  ): Promise<void> {
    const file = shortenText(source.name);
    store.setState({ prediction: { phase: 'running', source } });
    context.announce(announcements.predictionRunning(file));
    const prediction = await classify(source, source.image);
    if (prediction === null) return;
    store.setState({ prediction });
    if (prediction.phase === 'failed') return context.announce(context.describe(prediction.failure));
    const [best] = prediction.entries;
    if (best === undefined) return;
    const classifier = selectClassifier(store.getState());
    if (classifier === null) return;
    const isNone = best.confidence < (noneThresholdOf(classifier) ?? 0);
    const labels = selectLabels(store.getState().classes, classifier);
    const className = isNone
      ? null
      : shortenText(labels[columnIdsOf(classifier).indexOf(best.classId)] ?? '');
    context.announce(announcements.predictionDone(file, className, best.confidence, passedOverCount));
  }

  /** @returns null for an answer that nobody waits for any longer */
  async function classify(
    source: PredictionSource,
    image: Blob | ImageBitmap,
  ): Promise<SettledPrediction | null> {
    const call = { classifier: selectClassifier(store.getState()), begunMs: ports.clock.now() };
    latest = call;
    const answer = await rank(call.classifier, image);
    if (latest !== call) return null;
    latest = null;
    // Its project was left.
    if (store.getState().prediction === null) return null;
    return isFailure(answer)
      ? { phase: 'failed', source, failure: answer }
      : { phase: 'done', source, ...answer };
  }

  async function rank(
    classifier: Classifier | null,
    image: Blob | ImageBitmap,
  ): Promise<RankedClasses | Failure> {
    if (classifier === null) return { kind: 'nothing-trained' };
    const answer = await classifyImage(context, classifier, image, store.getState().heatMapShown);
    if (isFailure(answer)) return answer;
    const { probabilities, embedding, thumbnail, remark, activationMaps, durationMs } = answer;
    const classIds = columnIdsOf(classifier);
    const entries = rankClasses(probabilities).map((classIndex) => ({
      classId: classIds[classIndex] as string,
      confidence: probabilities[classIndex] as number,
    }));
    const heatMaps = activationMaps === null ? null : { classIds, maps: activationMaps };
    return { entries, embedding, thumbnail, remark, heatMaps, durationMs };
  }
}
