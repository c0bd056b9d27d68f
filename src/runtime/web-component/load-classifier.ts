import { readClassifier } from '../../core/export/classifier/read-classifier.ts';
import { parseJson, readField } from '../../core/shared/read-json.ts';
import { type Classifier, createClassifier } from '../classifier/create-classifier.ts';
import type { WasmBuild } from '../classifier/start-wasm.ts';
import type { RuntimeProblem } from '../view/describe-problem.ts';

/** Beside the module, and so fetched from where that came from. */
const wasmFiles: Readonly<Record<WasmBuild, string>> = {
  simd: 'tfjs-backend-wasm-simd.wasm',
  plain: 'tfjs-backend-wasm.wasm',
};

/**
 * Fetches a classifier that Graft has exported.
 * @param src the folder that it lies in, or its JSON file; seen from the page
 */
export async function loadClassifier(src: string): Promise<Classifier | RuntimeProblem> {
  try {
    const manifestUrl = locateManifest(src);
    const manifest = parseJson(new TextDecoder().decode(await fetchBytes(manifestUrl)));
    const weightsFile = readField(readField(manifest, 'weights'), 'file');
    // A name alone: the model says what it is, not where else to look.
    const isName = typeof weightsFile === 'string' && /^[\w-][\w.-]*$/.test(weightsFile);
    const weights = isName ? await fetchBytes(new URL(weightsFile, manifestUrl)) : new Uint8Array();
    const stored = readClassifier(manifest, weights.buffer);
    if ('kind' in stored) return stored;
    return createClassifier(stored, (build) => fetchBytes(new URL(wasmFiles[build], import.meta.url)));
  } catch (error) {
    return { kind: 'classifier-unreachable', detail: error instanceof Error ? error.message : String(error) };
  }
}

function locateManifest(src: string): URL {
  const url = new URL(src, document.baseURI);
  if (url.pathname.endsWith('.json')) return url;
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return new URL('classifier.json', url);
}

async function fetchBytes(url: URL): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.href} answers ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
