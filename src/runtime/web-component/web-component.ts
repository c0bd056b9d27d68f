import { scalePixels } from '../../core/embedding/embedder.ts';
import type { Answer } from '../classifier/create-classifier.ts';
import { createPreprocessor, type ImageSource } from '../preprocessing/preprocess-image.ts';
import { ClassifierElement } from '../view/classifier-element.ts';
import { ProblemError } from '../view/problem-error.ts';
import { loadClassifier as load } from './load-classifier.ts';

/** `<graft-classifier src="model/">`: an image or the camera, and what a model of Graft's says of it. */
class GraftClassifierElement extends ClassifierElement {
  static readonly observedAttributes = ['src'];

  attributeChangedCallback(_name: string, before: string | null, src: string | null): void {
    if (src === null || src === before) return;
    void this.use(load(src)).then(() => {
      if (this.hasAttribute('camera')) void this.startCamera();
    });
  }
}

customElements.define('graft-classifier', GraftClassifierElement);

/** The same without anything to be seen. @throws ProblemError */
export async function loadClassifier(src: string): Promise<{
  readonly labels: readonly string[];
  /** @throws ProblemError */
  classify(image: ImageSource): Promise<Answer>;
}> {
  const classifier = await load(src);
  if ('kind' in classifier) throw new ProblemError(classifier);
  return {
    labels: classifier.facts.labels,
    async classify(image) {
      const answer = await classifier.classify(image);
      if ('kind' in answer) throw new ProblemError(answer);
      return answer;
    },
  };
}

/**
 * The numbers that every model exported by Graft expects, whatever runs it: the square in the middle, scaled to `inputSize` as the
 * preview does, over white.
 * @returns inputSize * inputSize * 3 numbers, row by row, red, green and blue together
 * @throws ProblemError
 */
export async function preprocess(
  image: ImageSource,
  {
    inputSize = 224,
    inputRange = [-1, 1],
  }: { inputSize?: number; inputRange?: readonly [number, number] } = {},
): Promise<Float32Array> {
  const preprocessed = await createPreprocessor(inputSize)(image);
  if ('kind' in preprocessed) throw new ProblemError(preprocessed);
  return scalePixels([preprocessed.pixels], inputSize, 1, inputRange);
}
