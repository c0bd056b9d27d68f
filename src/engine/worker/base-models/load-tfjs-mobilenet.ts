import type { GraphModel } from '@tensorflow/tfjs';
import type { MobileNet } from '@tensorflow-models/mobilenet';
import type { BatchPlan, Embedder } from '../../../core/embedding/embedder.ts';
import type { BaseModelFailure } from '../../../core/shared/failure.ts';
import type { BaseModelSource } from '../../engine-api.ts';
import { listNodes } from './load-graph-model.ts';
import { createTfjsEmbedder } from './tfjs-embedder.ts';
import type { TfjsModel } from './tfjs-model.ts';
import { unfit } from './unfit.ts';

/** A base model that the package `@tensorflow-models/mobilenet` loads. */
export type MobileNetSource = Extract<BaseModelSource, { kind: 'tfjs-mobilenet' }>;

/** Where the package `@tensorflow-models/mobilenet` reads the embedding, by version; it knows no other names. */
const embeddingNodes = {
  1: 'module_apply_default/MobilenetV1/Logits/global_pool',
  2: 'module_apply_default/MobilenetV2/Logits/AvgPool',
} as const;

/** The address that the package asks by itself; null for a MobileNet that was never published there. */
export function mobileNetUrl({ version, alpha, url }: MobileNetSource): string | null {
  if (url !== undefined) return url;
  if (version === 2 && alpha === 0.25) return null;
  const width = String(Math.round(alpha * 100)).padStart(3, '0');
  const folder = `https://tfhub.dev/google/imagenet/mobilenet_v${version}_${width}_224/classification/${version}`;
  return `${folder}/model.json?tfjs-format=file`;
}

/** Puts a MobileNet on the current backend through its own package, which cuts it at its embedding. */
export async function createMobileNetEmbedder(
  { artifacts }: TfjsModel,
  { version, alpha, inputRange }: MobileNetSource,
  plan: BatchPlan,
): Promise<Embedder | BaseModelFailure> {
  const node = embeddingNodes[version];
  if (!listNodes(artifacts.modelTopology).some(({ name }) => name === node)) {
    return unfit(
      `its graph has no node ${node}, so it is no MobileNet V${version} of this package; load it as a graph model`,
    );
  }
  const { load } = await import('@tensorflow-models/mobilenet');
  const mobileNet = await load({
    version,
    alpha,
    modelUrl: { load: async () => artifacts },
    inputRange: [...inputRange],
  });
  return createTfjsEmbedder(
    {
      inputShape: [224, 224, 3],
      // The package itself brings pixel values into the input range.
      inputRange: [0, 255],
      run: (images) => mobileNet.infer(images, true),
      dispose: () => disposeMobileNet(mobileNet),
    },
    plan,
  );
}

/** The package offers no way to free its model; without this every change of base would leak one. */
function disposeMobileNet(mobileNet: MobileNet): void {
  const { model } = mobileNet as unknown as { readonly model?: GraphModel };
  model?.dispose();
}
