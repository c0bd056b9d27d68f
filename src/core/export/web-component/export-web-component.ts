import { strToU8, zipSync } from 'fflate';
import type { BaseModel } from '../../embedding/base-model.ts';
import type { Head } from '../../training/head.ts';
import { writeClassifier } from '../classifier/write-classifier.ts';
import type { ExportedFile } from '../exported-file.ts';
import type { ModelDescription } from '../model-description.ts';
import { nameModelFile } from '../name-model-file.ts';

/** What stands beside the model: code and texts that this function does not look into. */
export interface ComponentRuntime {
  /** A module without imports, which looks for `wasm` beside itself. */
  readonly script: string;
  readonly simdWasm: Uint8Array;
  readonly plainWasm: Uint8Array;
  /** A page that uses it, and how it is used. */
  readonly example: string;
  readonly readme: string;
}

/**
 * A ZIP of the classifier, the element `<graft-classifier>` that runs it on any web page, and an example.
 * @throws RangeError where base, head and description do not belong together
 */
export function exportWebComponent(
  base: BaseModel,
  head: Head,
  description: ModelDescription,
  { script, simdWasm, plainWasm, example, readme }: ComponentRuntime,
): ExportedFile {
  const { manifest, weights } = writeClassifier(base, head, description);
  const files = {
    'index.html': strToU8(example),
    'README.md': strToU8(readme),
    'graft-classifier.js': strToU8(script),
    'tfjs-backend-wasm-simd.wasm': simdWasm,
    'tfjs-backend-wasm.wasm': plainWasm,
    'model/classifier.json': strToU8(JSON.stringify(manifest)),
    [`model/${manifest.weights.file}`]: weights,
  };
  return {
    fileName: nameModelFile({ format: 'web-component' }, description.labels),
    mediaType: 'application/zip',
    // The earliest time a ZIP can name, instead of the moment of the export.
    bytes: zipSync(files, { level: 0, mtime: new Date(1980, 0, 1) }),
  };
}
