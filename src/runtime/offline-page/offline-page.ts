import { readClassifier } from '../../core/export/classifier/read-classifier.ts';
import { embeddedParts } from '../../core/export/offline-page/embedded-parts.ts';
import { parseJson } from '../../core/shared/read-json.ts';
import { createClassifier } from '../classifier/create-classifier.ts';
import { ClassifierElement } from '../view/classifier-element.ts';
import { buildPage } from './build-page.ts';
import { readEmbeddedBytes, readEmbeddedText } from './read-embedded.ts';

/** Runs in an exported page, whose model lies beside this script. */
customElements.define('graft-classifier', ClassifierElement);
const element = new ClassifierElement();
const stored = readClassifier(
  parseJson(readEmbeddedText(embeddedParts.manifest)),
  readEmbeddedBytes(embeddedParts.weights).buffer,
);
document.body.append(buildPage(element, 'kind' in stored ? null : stored.facts));
void element.use(
  'kind' in stored
    ? Promise.resolve(stored)
    : createClassifier(stored, async (build) =>
        readEmbeddedBytes(build === 'simd' ? embeddedParts.simdWasm : embeddedParts.plainWasm),
      ),
);

// The whole page takes images, wherever they are dropped.
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  element.take(event.dataTransfer);
});
document.addEventListener('paste', ({ clipboardData }) => {
  if (clipboardData?.files.length) element.take(clipboardData);
});
