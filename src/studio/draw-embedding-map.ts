import type { MapMethod } from '../core/embedding/embedding-map.ts';
import { stackEmbeddings } from '../core/embedding/embedding-table.ts';
import { isFailure } from '../core/shared/failure.ts';
import { selectActiveSamples } from './select-active-samples.ts';
import type { StudioContext } from './studio-context.ts';
import type { EmbeddingMapState } from './studio-state.ts';

/** Fewer images make no map. */
export const fewestMapped = 3;

/**
 * Lays the images that are ready out in a plane, by what the base model in use made of them; one map at a time. What was
 * drawn before stays until the new one is there, and where it is stopped or fails.
 */
export async function drawEmbeddingMap(
  { store, engine, embeddings }: StudioContext,
  method: MapMethod,
): Promise<void> {
  if (store.getState().embeddingMap.run !== null) return;
  const { id: projectId } = store.getState().project;
  change({ run: { method, doneFraction: 0, stopping: false }, failure: null });
  const answer = await engine.ask(async (client, { baseModel }) => {
    const { classes, samples, settings } = store.getState();
    const mapped = selectActiveSamples(classes, samples).flatMap(({ id, imageHash }) => {
      const embedding = imageHash === null ? null : embeddings.get(imageHash, baseModel);
      return embedding === null ? [] : [{ id, embedding }];
    });
    if (mapped.length < fewestMapped) return null;
    const table = stackEmbeddings(
      mapped.map(({ embedding }) => embedding),
      baseModel.embeddingSize,
    );
    const request = { embeddings: table, method, seed: settings.seed };
    const map = await client.mapEmbeddings(request, async (doneFraction) => {
      const { run } = store.getState().embeddingMap;
      if (run === null || run.stopping) return 'stop';
      change({ run: { ...run, doneFraction } });
      return 'continue';
    });
    if (map === null || isFailure(map)) return map;
    return { method, baseModel, sampleIds: mapped.map(({ id }) => id), ...map };
  });
  // Another project is open by now.
  if (store.getState().project.id !== projectId) return;
  if (answer === null) change({ run: null });
  else if (isFailure(answer)) change({ run: null, failure: answer });
  else change({ run: null, drawn: answer });

  function change(part: Partial<EmbeddingMapState>): void {
    store.setState(({ embeddingMap }) => ({ embeddingMap: { ...embeddingMap, ...part } }));
  }
}
