import { stackEmbeddings } from '../core/embedding/embedding-table.ts';
import { normalizeRows } from '../core/embedding/normalize-rows.ts';
import { placeOnAxes } from '../core/embedding/place-on-axes.ts';
import { baseModelKey } from './embedding-store.ts';
import type { StudioContext } from './studio-context.ts';
import type { DrawnMap } from './studio-state.ts';

/** The images of a map, as rows of length 1. They live as long as the map does. */
const unitsOfMaps = new WeakMap<
  DrawnMap,
  { readonly rows: readonly number[]; readonly units: Float32Array }
>();
const neighbourCount = 5;

/**
 * Where the image that is classified now lies on the map: along its axes, or, on a map that bends, between the five
 * images that are the most like it, nearer to the likelier ones.
 * @returns x and y; null where there is no map, no prediction, or one by another base model or its trained blocks
 */
export function placePrediction({ store, embeddings }: StudioContext): readonly [number, number] | null {
  const {
    prediction,
    embeddingMap: { drawn },
    engine,
    samples,
  } = store.getState();
  if (
    drawn === null ||
    prediction?.phase !== 'done' ||
    prediction.embedding === null ||
    engine.phase !== 'ready'
  )
    return null;
  if (baseModelKey(engine.baseModel) !== baseModelKey(drawn.baseModel)) return null;
  const { embeddingSize } = drawn.baseModel;
  const unit = normalizeRows(stackEmbeddings([prediction.embedding], embeddingSize));
  if (drawn.axes !== null) {
    const [x = 0, y = 0] = placeOnAxes(unit, embeddingSize, drawn.axes);
    return [x, y];
  }
  const { rows, units } = readUnits(drawn);
  const nearest = findNearest(unit, units, embeddingSize);
  let [x, y, total] = [0, 0, 0];
  for (const { place, cosine } of nearest) {
    const row = rows[place] as number;
    // Sharp, so that the image that is the most alike counts the most.
    const weight = Math.exp(20 * (cosine - (nearest[0]?.cosine ?? 0)));
    x += weight * (drawn.positions[2 * row] as number);
    y += weight * (drawn.positions[2 * row + 1] as number);
    total += weight;
  }
  return total === 0 ? null : [x / total, y / total];

  function readUnits(map: DrawnMap) {
    const known = unitsOfMaps.get(map);
    if (known !== undefined) return known;
    const hashes = new Map(samples.map(({ id, imageHash }) => [id, imageHash]));
    const found = map.sampleIds.flatMap((id, row) => {
      const embedding = embeddings.get(hashes.get(id) ?? '', map.baseModel);
      return embedding === null ? [] : [{ row, embedding }];
    });
    const table = stackEmbeddings(
      found.map(({ embedding }) => embedding),
      map.baseModel.embeddingSize,
    );
    const made = { rows: found.map(({ row }) => row), units: normalizeRows(table) };
    unitsOfMaps.set(map, made);
    return made;
  }
}

function findNearest(unit: Float32Array, units: Float32Array, embeddingSize: number) {
  const nearest: { readonly place: number; readonly cosine: number }[] = [];
  for (let start = 0; start < units.length; start += embeddingSize) {
    let cosine = 0;
    for (let i = 0; i < embeddingSize; i++) cosine += (units[start + i] as number) * (unit[i] as number);
    if (nearest.length === neighbourCount && cosine <= (nearest.at(-1)?.cosine ?? -1)) continue;
    nearest.push({ place: start / embeddingSize, cosine });
    nearest.sort((a, b) => b.cosine - a.cosine);
    nearest.splice(neighbourCount);
  }
  return nearest;
}
