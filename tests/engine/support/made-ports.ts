import type { Embedder } from '../../../src/core/embedding/embedder.ts';
import type { EnginePorts, ImagePort, LoadedBaseModel } from '../../../src/engine/engine-ports.ts';
import { createNodePorts } from './node-ports.ts';

/** A promise that is kept when somebody says so. */
export function createGate() {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

/** Lets everything run that can run without waiting for a gate. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 100));
}

/** A base model without a network: the embedding is the first pixels' brightness, and the passes are noted. */
export function createMadeBase(
  name: string,
  embeddingSize = 2,
): LoadedBaseModel & { readonly passes: number[] } {
  const passes: number[] = [];
  const embedder: Embedder = {
    inputSize: 8,
    embeddingSize,
    batchSize: 2,
    async embed(images) {
      passes.push(images.length);
      return Float32Array.from({ length: images.length * embeddingSize }, (_, i) => 1 + i);
    },
    embedWithMap: async () => ({ embedding: new Float32Array(2), map: null }),
    dispose() {},
  };
  return {
    facts: {
      id: name,
      name,
      inputRange: [0, 1],
      sha256: name,
      parameterCount: 0,
      exportable: false,
      source: '',
      licence: '',
    },
    createEmbedder: async () => embedder,
    parityEmbedding: null,
    exportLayersModel: null,
    network: null,
    atInputSize: null,
    createCompressedEmbedder: null,
    loadImagenetHead: null,
    passes,
  };
}

/** Images of one colour, whatever the file. */
export const blankImages: ImagePort = {
  async decode(_, side) {
    return { rgba: new Uint8ClampedArray(side * side * 4).fill(255), width: side, height: side };
  },
  decodeOtherwise: async () => null,
  decodeScaled: async () => null,
  async encodeThumbnail() {
    return new Blob([], { type: 'image/test' });
  },
};

/** What an engine needs, with nothing in it that takes time. */
export function createMadePorts(changes: Partial<EnginePorts>): EnginePorts {
  return { ...createNodePorts('http://localhost/'), images: blankImages, ...changes };
}
