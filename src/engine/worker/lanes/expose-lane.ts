import * as Comlink from 'comlink';
import type { BaseModel } from '../../../core/embedding/base-model.ts';
import type { Embedder } from '../../../core/embedding/embedder.ts';
import type { LaneApi } from './lane-api.ts';

/**
 * Serves a lane to the engine's worker that made this one.
 * @param put puts the network where the lane runs it; null where it cannot be run there
 */
export function exposeLane(put: (network: BaseModel) => Promise<Embedder | null>): void {
  let embedder: Embedder | null = null;
  const api: LaneApi = {
    async setUp(network) {
      embedder = await put(network);
      return embedder !== null;
    },
    async embed(images) {
      if (embedder === null) throw new Error('the lane has not been set up');
      const embeddings = await embedder.embed(images);
      return Comlink.transfer(embeddings, [embeddings.buffer as ArrayBuffer]);
    },
  };
  Comlink.expose(api);
}
