import { applyTunedLayers } from '../core/embedding/apply-tuned-layers.ts';
import type { TunedLayers } from '../core/embedding/tuned-layers.ts';
import type { Failure } from '../core/shared/failure.ts';
import { describeNetwork } from './describe-network.ts';
import type { LoadedBaseModel } from './engine-ports.ts';

/**
 * A base model with the layers that training has changed; the same one where there are none.
 * @returns a failure where they are those of another base model
 */
export function tuneLoadedBase(
  base: LoadedBaseModel,
  tunedLayers: TunedLayers | null,
): LoadedBaseModel | Extract<Failure, { readonly kind: 'model-of-other-base' }> {
  if (tunedLayers === null) return base;
  const { network, facts } = base;
  const tuned = network === null ? null : applyTunedLayers(network, tunedLayers);
  if (tuned === null) {
    const inputSize = network?.manifest.inputSize ?? 0;
    return { kind: 'model-of-other-base', baseModel: facts.name, inputSize };
  }
  return { ...describeNetwork(tuned, { facts, loadImagenetHead: null }), parityEmbedding: null };
}
