import type { Embedder } from '../core/embedding/embedder.ts';
import type { TunedLayers } from '../core/embedding/tuned-layers.ts';
import type { Failure } from '../core/shared/failure.ts';
import type { LoadedBaseModel } from './engine-ports.ts';
import { tuneLoadedBase } from './tune-loaded-base.ts';

/** The base model in use with tuned layers, on the backend. Only the layers asked for last stay there. */
export interface TunedEmbedders {
  /** @returns a failure where they are those of another base model */
  find(tunedLayers: TunedLayers): Promise<Embedder | Failure>;
  dispose(): void;
}

/** Whoever classifies has one image at a time. */
const plan = { batchSize: 1, padding: 'none' } as const;

export function createTunedEmbedders(base: LoadedBaseModel): TunedEmbedders {
  let latest: { readonly layers: TunedLayers; readonly embedder: Promise<Embedder | Failure> } | null = null;

  const create = async (layers: TunedLayers): Promise<Embedder | Failure> => {
    const tuned = tuneLoadedBase(base, layers);
    return 'kind' in tuned ? tuned : tuned.createEmbedder(plan);
  };

  const dispose = (): void => {
    // Who waits for it goes first: its pass has begun by then, and needs the weights no longer.
    void latest?.embedder.then(
      (embedder) => 'kind' in embedder || embedder.dispose(),
      () => {},
    );
    latest = null;
  };

  return {
    find(layers) {
      if (latest?.layers !== layers) {
        dispose();
        const begun = { layers, embedder: create(layers) };
        latest = begun;
        // The next one who asks tries again.
        begun.embedder.catch(() => {
          if (latest === begun) latest = null;
        });
      }
      return latest.embedder;
    },
    dispose,
  };
}
