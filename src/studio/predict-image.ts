import { rankClasses } from '../core/prediction/rank-classes.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import type { NamedBlob } from '../platform/named-blob.ts';
import { baseModelKey } from './embedding-store.ts';
import { selectClassName } from './select-class-name.ts';
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

export function createPredictor(context: StudioContext): Predictor {
  const { ports, store } = context;
  const { announcements } = ports.messages;
  /** Counts calls: an answer counts only while no newer call was made. */
  let latestCall = 0;

  return {
    predictFile: ({ path, blob }, passedOverCount = 0) =>
      predictFile({ kind: 'file', name: path, image: blob }, passedOverCount),

    async predictFrame(frame) {
      const call = ++latestCall;
      const source = { kind: 'camera' } as const;
      try {
        // The last frame's answer stays until the next one is there: bars that flicker cannot be read.
        if (store.getState().prediction?.source.kind !== 'camera') {
          store.setState({ prediction: { phase: 'running', source } });
        }
        const prediction = await classify(source, frame);
        if (call === latestCall) store.setState({ prediction });
      } finally {
        frame.close();
      }
    },

    clearPrediction() {
      latestCall++;
      store.setState({ prediction: null });
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
    const call = ++latestCall;
    const file = shortenText(source.name);
    store.setState({ prediction: { phase: 'running', source } });
    context.announce(announcements.predictionRunning(file));
    const prediction = await classify(source, source.image);
    if (call !== latestCall) return;
    store.setState({ prediction });
    if (prediction.phase === 'failed') return context.announce(context.describe(prediction.failure));
    const [best] = prediction.entries;
    if (best === undefined) return;
    const { model } = store.getState();
    const isNone = model !== null && best.confidence < (model.noneThreshold ?? 0);
    const className = isNone ? null : selectClassName(store.getState(), best.classId);
    context.announce(announcements.predictionDone(file, className, best.confidence, passedOverCount));
  }

  async function classify(source: PredictionSource, image: Blob | ImageBitmap): Promise<SettledPrediction> {
    const answer = await rank(image);
    return isFailure(answer)
      ? { phase: 'failed', source, failure: answer }
      : { phase: 'done', source, ...answer };
  }

  async function rank(image: Blob | ImageBitmap): Promise<RankedClasses | Failure> {
    if (store.getState().model === null) return { kind: 'nothing-trained' };
    return context.engine.ask<RankedClasses | Failure>(async (client, { baseModel }) => {
      const { model, heatMapShown } = store.getState();
      if (model === null) return { kind: 'nothing-trained' };
      if (baseModelKey(baseModel) !== baseModelKey(model.baseModel)) {
        return { kind: 'model-of-other-base', baseModel: model.baseModel.name };
      }
      const answer = await client.classifyImage(image, model.head, heatMapShown, model.tunedLayers);
      if (isFailure(answer)) return answer;
      const { probabilities, thumbnail, remark, activationMaps, durationMs } = answer;
      const entries = rankClasses(probabilities).map((classIndex) => ({
        classId: model.classIds[classIndex] as string,
        confidence: probabilities[classIndex] as number,
      }));
      // The blocks have moved: what they make of an image has no place among the others' embeddings.
      const embedding = model.tunedLayers === null ? answer.embedding : null;
      const heatMaps = activationMaps === null ? null : { classIds: model.classIds, maps: activationMaps };
      return { entries, embedding, thumbnail, remark, heatMaps, durationMs };
    });
  }
}
