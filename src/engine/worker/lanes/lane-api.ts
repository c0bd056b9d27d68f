import type { BaseModel } from '../../../core/embedding/base-model.ts';

/** The name of a worker that runs the engine's script and is to be a lane on TF.js. */
export const laneName = 'lane';

/** What the worker of a lane offers to the engine. */
export interface LaneApi {
  /**
   * Gets ready for the network, in place of one before it.
   * @returns whether the lane can run it
   * @throws where what runs it cannot be started
   */
  setUp(network: BaseModel): Promise<boolean>;
  /** As `Embedder.embed`. @throws before it is set up */
  embed(images: readonly Uint8Array[]): Promise<Float32Array>;
}
