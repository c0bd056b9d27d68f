import { createSquare, drawSquare } from './draw-square.ts';
import { featureLayer, type Peer, type PeerSample, type PeerSamples, peerHiddenUnits } from './peer.ts';

/** What is used of the library `@teachablemachine/image` 0.8.5. */
declare const tmImage: {
  createTeachable(
    metadata: object,
    modelOptions: { readonly checkpointUrl: string; readonly trainingLayer: string },
  ): Promise<TeachableModel>;
  readonly TeachableMobileNet: new (truncatedModel: unknown, metadata: object) => TeachableModel;
};

interface TeachableModel {
  readonly truncatedModel: unknown;
  /** By class. */
  readonly examples: ArrayLike<number>[][];
  setLabels(labels: readonly string[]): void;
  setSeed(seed: string): void;
  addExample(classIndex: number, sample: HTMLCanvasElement): Promise<void>;
  prepare(): void;
  train(
    parameters: {
      readonly denseUnits: number;
      readonly epochs: number;
      readonly learningRate: number;
      readonly batchSize: number;
    },
    callbacks: { onEpochEnd(epoch: number, logs: { readonly val_acc: number }): void },
  ): Promise<unknown>;
}

const seed = 'graft';

/** Teachable Machine's own pipeline: its library, as it is published, on the given base model. */
export async function createTeachableMachine(baseUrl: string): Promise<Peer> {
  // Without `trainingLayer` it passes over `checkpointUrl` and fetches another base model.
  const model = await tmImage.createTeachable({}, { checkpointUrl: baseUrl, trainingLayer: featureLayer });
  model.setLabels(['warm-up']);
  await model.addExample(0, createSquare());
  return {
    async train(chosen, settings, startMs) {
      model.setLabels(chosen.classNames);
      model.setSeed(seed);
      let decodeMs = 0;
      let embedMs = 0;
      for (const { file, classIndex } of arrangeForSplit(model, chosen)) {
        const decodeStartMs = performance.now();
        const square = await drawSquare(file);
        const embedStartMs = performance.now();
        await model.addExample(classIndex, square);
        decodeMs += embedStartMs - decodeStartMs;
        embedMs += performance.now() - embedStartMs;
      }
      const trainStartMs = performance.now();
      let validationAccuracy = Number.NaN;
      await model.train(
        { ...settings, denseUnits: peerHiddenUnits },
        {
          onEpochEnd(_, { val_acc }) {
            validationAccuracy = val_acc;
          },
        },
      );
      const endMs = performance.now();
      const trainMs = endMs - trainStartMs;
      return { decodeMs, embedMs, trainMs, totalMs: endMs - startMs, validationAccuracy };
    },
  };
}

/**
 * The samples in an order in which the library, which shuffles each class and validates with the last 15 % of it, holds back
 * those that are held back for everybody. Its shuffle is seen beforehand on numbers in place of embeddings.
 */
function arrangeForSplit(
  { truncatedModel }: TeachableModel,
  { classNames, samples }: PeerSamples,
): PeerSample[] {
  const rehearsal = new tmImage.TeachableMobileNet(truncatedModel, {});
  rehearsal.setLabels(classNames);
  rehearsal.setSeed(seed);
  const classes = classNames.map((_, classIndex) => {
    const own = samples.filter((sample) => sample.classIndex === classIndex);
    return [...own.filter((sample) => !sample.isValidation), ...own.filter((sample) => sample.isValidation)];
  });
  classes.forEach((own, classIndex) => {
    rehearsal.examples[classIndex] = own.map((_, index) => [index]);
  });
  rehearsal.prepare();
  return classes.flatMap((own, classIndex) => {
    const arranged: PeerSample[] = [];
    rehearsal.examples[classIndex]?.forEach((added, place) => {
      arranged[added[0] as number] = own[place] as PeerSample;
    });
    return arranged;
  });
}
