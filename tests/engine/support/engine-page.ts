import { createEngineClient } from '../../../src/engine/client/create-engine-client.ts';
import { spawnWorker } from '../../../src/engine/client/spawn-worker.ts';
import type { EmbeddedImage } from '../../../src/engine/engine-api.ts';
import { createBrowserImages } from '../../../src/engine/worker/browser-images.ts';

const client = createEngineClient({
  spawnWorker,
  setup: { builtInBaseUrl: new URL('/models/mobilenet-v1/', document.baseURI).href },
});
const crashes: unknown[] = [];
client.onCrash((failure) => crashes.push(failure));

/** The real client with its real worker, in reach of a test that drives this page; files come and go as numbers. */
const engine = {
  client,
  crashes,
  images: createBrowserImages(),
  toBlob: (bytes: readonly number[], type: string) => new Blob([new Uint8Array(bytes)], { type }),
  /** Embeds files; embeddings come back as plain numbers. */
  async embed(files: readonly { readonly bytes: readonly number[]; readonly type: string }[]) {
    const results: EmbeddedImage[] = [];
    const images = files.map(({ bytes, type }, i) => ({ id: `${i}`, image: engine.toBlob(bytes, type) }));
    const ending = await client.embedImages(images, async (group) => {
      results.push(...group);
      return 'continue';
    });
    const plain = results.map((result) =>
      'embedding' in result ? { ...result, embedding: [...result.embedding], thumbnail: null } : result,
    );
    return { ending, results: plain };
  },
};

declare global {
  interface Window {
    engine: typeof engine;
  }
}

window.engine = engine;
