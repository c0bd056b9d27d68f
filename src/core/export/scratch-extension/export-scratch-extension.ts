import { strFromU8, strToU8 } from 'fflate';
import type { BaseModel } from '../../embedding/base-model.ts';
import type { Head } from '../../training/head.ts';
import { writeClassifier } from '../classifier/write-classifier.ts';
import type { ExportedFile } from '../exported-file.ts';
import type { ModelDescription } from '../model-description.ts';
import { nameModelFile } from '../name-model-file.ts';
import { encodeBase64 } from '../offline-page/encode-base64.ts';
import type { OfflineRuntime } from '../offline-page/export-offline-page.ts';
import { createExtensionId } from './create-extension-id.ts';
import { type ExtensionParts, embeddedModelStart } from './extension-parts.ts';

/**
 * The whole classifier as one script of blocks for editors of Scratch projects that take extensions from a file, which needs no
 * connection.
 * @param runtime its script is without imports and exports, and finds the model in `graftParts`
 * @throws RangeError where base, head and description do not belong together
 */
export function exportScratchExtension(
  base: BaseModel,
  head: Head,
  description: ModelDescription,
  { script, simdWasm, plainWasm }: OfflineRuntime,
): ExportedFile {
  const { manifest, weights } = writeClassifier(base, head, description);
  const parts: ExtensionParts = {
    id: createExtensionId(description.labels, weights),
    manifest: JSON.stringify(manifest),
    weights: strFromU8(encodeBase64(weights)),
    simdWasm: strFromU8(encodeBase64(simdWasm)),
    plainWasm: strFromU8(encodeBase64(plainWasm)),
  };
  // The editor looks for lines such as these.
  const text = `// Name: Graft
// ID: ${parts.id}
// Description: An image classifier made with Graft ${oneLine(description.graftVersion)}.
(function (Scratch) {
'use strict';
${embeddedModelStart}${JSON.stringify(parts)};
${script}
})(Scratch);
`;
  return {
    fileName: nameModelFile({ format: 'scratch-extension' }, description.labels),
    mediaType: 'text/javascript',
    bytes: Uint8Array.from(strToU8(text)),
  };
}

function oneLine(text: string): string {
  return text.replace(/[\r\n\u2028\u2029]+/g, ' ');
}
