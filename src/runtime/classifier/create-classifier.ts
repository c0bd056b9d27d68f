import { createBaseModelEmbedder } from '../../core/embedding/base-model-embedder.ts';
import type {
  ClassifierFacts,
  ClassifierProblem,
  StoredClassifier,
} from '../../core/export/classifier/read-classifier.ts';
import { predictTable } from '../../core/prediction/predict-table.ts';
import { rankClasses } from '../../core/prediction/rank-classes.ts';
import type { FileFailure } from '../../core/shared/failure.ts';
import { createPreprocessor, type ImageSource } from '../preprocessing/preprocess-image.ts';
import { type LoadWasm, startWasm, type WasmProblem } from './start-wasm.ts';

/** How sure a classifier is of one label, 0 to 1. */
export interface Prediction {
  readonly label: string;
  readonly confidence: number;
}

/** What a classifier says of one image. */
export interface Answer {
  /** The likeliest label; null where even that is below the threshold, so that it is none of them. */
  readonly label: string | null;
  /** Of the likeliest label. */
  readonly confidence: number;
  /** All labels, the likeliest first; their confidences sum to 1. */
  readonly predictions: readonly Prediction[];
}

/** A trained model at work. */
export interface Classifier {
  readonly facts: ClassifierFacts;
  classify(image: ImageSource): Promise<Answer | FileFailure>;
  /** Frees its memory. */
  dispose(): void;
}

/** Why there is no classifier. */
export type StartProblem = ClassifierProblem | WasmProblem;

/** Puts a classifier on the wasm backend and runs it once, so that the first image does not wait for anything. */
export async function createClassifier(
  { facts, layers, head }: StoredClassifier,
  loadWasm: LoadWasm,
): Promise<Classifier | StartProblem> {
  const problem = await startWasm(loadWasm);
  if (problem !== null) return problem;
  const embedder = createBaseModelEmbedder({ manifest: facts, layers }, { batchSize: 1, padding: 'none' });
  const preprocess = createPreprocessor(facts.inputSize);
  await embedder.embed([new Uint8Array(facts.inputSize ** 2 * 3)]);
  return {
    facts,
    async classify(image) {
      const preprocessed = await preprocess(image);
      if ('kind' in preprocessed) return preprocessed;
      const values = Float32Array.from(await embedder.embed([preprocessed.pixels]));
      const probabilities = predictTable(head, {
        sampleCount: 1,
        embeddingSize: facts.embeddingSize,
        values,
      });
      return answer(facts, probabilities);
    },
    dispose: () => embedder.dispose(),
  };
}

function answer({ labels, noneThreshold }: ClassifierFacts, probabilities: Float32Array): Answer {
  const predictions = rankClasses(probabilities).map((index) => ({
    label: labels[index] as string,
    confidence: probabilities[index] as number,
  }));
  const { label, confidence } = predictions[0] as Prediction;
  return { label: confidence < (noneThreshold ?? 0) ? null : label, confidence, predictions };
}
