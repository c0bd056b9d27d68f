import type { BaseModel } from '../../../core/embedding/base-model.ts';

/** The name of a worker that is to be a lane: it runs the same script as the engine's, so that browsers fetch and keep one. */
export const laneName = 'lane';

/** What the worker of a lane offers to the engine. */
export interface LaneApi {
  /** Puts the network on wasm, in place of one before it. @throws where that is not possible */
  setUp(network: BaseModel): Promise<void>;
  /** As `Embedder.embed`. @throws before it is set up */
  embed(images: readonly Uint8Array[]): Promise<Float32Array>;
}
