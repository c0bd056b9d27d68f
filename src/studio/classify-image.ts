import { type Failure, isFailure } from '../core/shared/failure.ts';
import type { Classification } from '../engine/engine-api.ts';
import type { Classifier, OpenedModel } from './opened-model.ts';
import { refuseHead } from './refuse-head.ts';
import { refuseOtherBase } from './refuse-other-base.ts';
import type { StudioContext } from './studio-context.ts';
import type { TrainedModel } from './trained-model.ts';

/** One image classified; its embedding is that by the base model as it was, null where that was not computed. */
type ClassifiedImage = Omit<Classification, 'embedding'> & {
  readonly embedding: Classification['embedding'] | null;
};

/**
 * Classifies one image or camera frame, which is handed over.
 * @param withMaps whether activation maps are wanted, too
 */
export function classifyImage(
  context: StudioContext,
  classifier: Classifier,
  image: Blob | ImageBitmap,
  withMaps = false,
): Promise<ClassifiedImage | Failure> {
  return 'facts' in classifier
    ? classifyByOpened(context, classifier, image)
    : classifyByTrained(context, classifier, image, withMaps);
}

function classifyByTrained(
  { engine }: StudioContext,
  model: TrainedModel,
  image: Blob | ImageBitmap,
  withMaps: boolean,
): Promise<ClassifiedImage | Failure> {
  return engine.ask<ClassifiedImage | Failure>(async (client, { baseModel }) => {
    const misfit = refuseOtherBase(model, baseModel);
    if (misfit !== null) return misfit;
    const answer = await client.classifyImage(image, model.head, withMaps, model.tunedLayers);
    if (isFailure(answer)) return answer;
    // The blocks have moved: what they make of an image has no place among the others' embeddings.
    return { ...answer, embedding: model.tunedLayers === null ? answer.embedding : null };
  });
}

async function classifyByOpened(
  { engine, ports }: StudioContext,
  { facts, inputRange }: OpenedModel,
  image: Blob | ImageBitmap,
): Promise<ClassifiedImage | Failure> {
  if (facts.head === null) {
    const answer = await ports.modelHost.classify(facts, image, inputRange);
    return isFailure(answer) ? answer : { ...answer, embedding: null, activationMaps: null };
  }
  const { head } = facts.head;
  return engine.ask<ClassifiedImage | Failure>(
    async (client, { baseModel }) => refuseHead(facts, baseModel) ?? client.classifyImage(image, head),
  );
}
