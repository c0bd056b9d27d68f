import type { RuntimePort } from '../engine-ports.ts';
import { plainUrl, simdUrl } from './wasm-urls.ts';

/** What runs exported models, from the studio's own files. */
export const browserRuntime: RuntimePort = {
  async loadOfflinePage() {
    const [{ default: script }, wasm] = await Promise.all([
      import('../../runtime/offline-page/offline-page.ts?bundled'),
      fetchWasm(),
    ]);
    return { script, ...wasm };
  },
  async loadScratchExtension() {
    const [{ default: script }, wasm] = await Promise.all([
      import('../../runtime/scratch-extension/scratch-extension.ts?bundled'),
      fetchWasm(),
    ]);
    return { script, ...wasm };
  },
  async loadWebComponent() {
    const [{ default: script }, { default: example }, { default: readme }, wasm] = await Promise.all([
      import('../../runtime/web-component/web-component.ts?bundled'),
      import('../../runtime/web-component/example.html?raw'),
      import('../../runtime/web-component/README.md?raw'),
      fetchWasm(),
    ]);
    return { script, example, readme, ...wasm };
  },
};

async function fetchWasm() {
  const [simdWasm, plainWasm] = await Promise.all([fetchBytes(simdUrl), fetchBytes(plainUrl)]);
  return { simdWasm, plainWasm };
}

async function fetchBytes(url: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
