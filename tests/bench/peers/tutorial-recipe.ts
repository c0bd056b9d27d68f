import type * as TensorFlow from '@tensorflow/tfjs';
import { createSquare, drawSquare } from './draw-square.ts';
import { featureLayer, type Peer, peerHiddenUnits } from './peer.ts';

declare const tf: typeof TensorFlow;

/** What tutorials teach: embeddings by `predict`, image by image, then `model.fit` on all of them. */
export async function createTutorialRecipe(baseUrl: string): Promise<Peer> {
  const base = await tf.loadLayersModel(baseUrl);
  const features = base.getLayer(featureLayer).output as TensorFlow.SymbolicTensor;
  const embedding = tf.layers.globalAveragePooling2d({}).apply(features) as TensorFlow.SymbolicTensor;
  const embedder = tf.model({ inputs: base.inputs, outputs: embedding });
  const embed = (square: HTMLCanvasElement) =>
    tf.tidy(() => {
      const pixels = tf.browser.fromPixels(square).toFloat().div(127.5).sub(1);
      return (embedder.predict(pixels.expandDims()) as TensorFlow.Tensor2D).squeeze<TensorFlow.Tensor1D>();
    });
  embed(createSquare()).dispose();

  return {
    async train({ classNames, samples }, { epochs, batchSize, learningRate }, startMs) {
      let decodeMs = 0;
      let embedMs = 0;
      const rows: { readonly embedding: TensorFlow.Tensor1D; readonly isValidation: boolean }[] = [];
      for (const { file, isValidation } of samples) {
        const decodeStartMs = performance.now();
        const square = await drawSquare(file);
        const embedStartMs = performance.now();
        rows.push({ embedding: embed(square), isValidation });
        decodeMs += embedStartMs - decodeStartMs;
        embedMs += performance.now() - embedStartMs;
      }
      const trainStartMs = performance.now();
      const stack = (wanted: boolean) => {
        const own = rows.flatMap(({ embedding, isValidation }) =>
          isValidation === wanted ? [embedding] : [],
        );
        const classIndexes = samples.flatMap(({ classIndex, isValidation }) =>
          isValidation === wanted ? [classIndex] : [],
        );
        return [tf.stack(own), tf.oneHot(tf.tensor1d(classIndexes, 'int32'), classNames.length)] as [
          TensorFlow.Tensor,
          TensorFlow.Tensor,
        ];
      };
      const [inputs, targets] = stack(false);
      const validationData = stack(true);
      for (const { embedding } of rows) embedding.dispose();
      const model = tf.sequential();
      model.add(tf.layers.dense({ inputShape: [1024], units: peerHiddenUnits, activation: 'relu' }));
      model.add(tf.layers.dense({ units: classNames.length, activation: 'softmax' }));
      const optimizer = tf.train.adam(learningRate);
      model.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
      const { history } = await model.fit(inputs, targets, {
        epochs,
        batchSize,
        shuffle: true,
        validationData,
        verbose: 0,
      });
      const endMs = performance.now();
      const validationAccuracy = Number(history.val_acc?.at(-1) ?? Number.NaN);
      return {
        decodeMs,
        embedMs,
        trainMs: endMs - trainStartMs,
        totalMs: endMs - startMs,
        validationAccuracy,
      };
    },
  };
}
