import type { BaseModelInfo, StartRequest } from '../../../src/engine/engine-api.ts';
import { builtInBase, createPlainEngine } from './plain-engine.ts';

export const otherBase: BaseModelInfo = {
  ...builtInBase,
  id: 'other',
  name: 'Other base',
  sha256: 'b'.repeat(64),
};
export const otherSource = {
  kind: 'layers-url',
  url: 'https://a.example/model.json',
  inputRange: [0, 1],
} as const;

/** An engine that knows a second base model by its address. */
export function createTwoBaseEngine() {
  const engine = createPlainEngine();
  engine.hooks.onStart = async ({ backend, baseModel }: StartRequest) =>
    baseModel.kind === 'layers-url'
      ? { backend: backend === 'auto' ? 'wasm' : backend, reports: [], baseModel: otherBase, cuts: [] }
      : null;
  return engine;
}
