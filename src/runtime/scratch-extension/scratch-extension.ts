import { readClassifier } from '../../core/export/classifier/read-classifier.ts';
import { decodeBase64 } from '../../core/export/offline-page/decode-base64.ts';
import type { ExtensionParts } from '../../core/export/scratch-extension/extension-parts.ts';
import { parseJson } from '../../core/shared/read-json.ts';
import { type Classifier, createClassifier } from '../classifier/create-classifier.ts';
import { createGraftExtension } from './graft-extension.ts';
import type { ScratchApi } from './scratch-api.ts';

/** What the editor gives, and what stands in the file before this script. */
declare const Scratch: ScratchApi;
declare const graftParts: ExtensionParts;

if (!Scratch.extensions.unsandboxed) {
  throw new Error(
    'Graft needs the camera and the stage: load it from its file with "Run extension without sandbox".',
  );
}
const stored = readClassifier(parseJson(graftParts.manifest), decodeBase64(graftParts.weights).buffer);
if ('kind' in stored) throw new Error(stored.detail);

Scratch.extensions.register(
  createGraftExtension(Scratch, graftParts.id, stored.facts.labels, async (): Promise<Classifier> => {
    const classifier = await createClassifier(stored, async (build) =>
      decodeBase64(build === 'simd' ? graftParts.simdWasm : graftParts.plainWasm),
    );
    if ('kind' in classifier) throw new Error(classifier.detail);
    return classifier;
  }),
);
