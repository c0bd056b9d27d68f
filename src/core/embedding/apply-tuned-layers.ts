import type { BaseModel } from './base-model.ts';
import type { TunedLayers } from './tuned-layers.ts';

/**
 * The base model with trained layers in place of its last ones.
 * @returns null where they are not of this network: more of them than it has, or of other sizes
 */
export function applyTunedLayers(
  { manifest, layers }: BaseModel,
  tunedLayers: TunedLayers,
): BaseModel | null {
  const trunkLength = layers.length - tunedLayers.length;
  if (trunkLength < 0) return null;
  const behind = layers.slice(trunkLength);
  const fits = behind.every(({ kernel, bias }, index) => {
    const tuned = tunedLayers[index];
    return tuned?.kernel.length === kernel.length && tuned.bias.length === bias.length;
  });
  if (!fits) return null;
  const tuned = behind.map(({ info }, index) => ({ ...tunedLayers[index], info }));
  return { manifest, layers: [...layers.slice(0, trunkLength), ...(tuned as typeof behind)] };
}
