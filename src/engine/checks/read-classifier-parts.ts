import { strFromU8, unzipSync } from 'fflate';
import type { ExportedFile } from '../../core/export/exported-file.ts';
import { decodeBase64 } from '../../core/export/offline-page/decode-base64.ts';
import { embeddedParts } from '../../core/export/offline-page/embedded-parts.ts';
import {
  type ExtensionParts,
  embeddedModelStart,
} from '../../core/export/scratch-extension/extension-parts.ts';

/** The two files of a classifier: the manifest as JSON, and the weights. */
export interface ClassifierParts {
  readonly manifest: string;
  readonly weights: Uint8Array<ArrayBuffer>;
}

/**
 * Finds the model in an offline page, an extension for Scratch projects, or the ZIP of a web component.
 * @throws where there is none in it
 */
export function readClassifierParts(file: Pick<ExportedFile, 'mediaType' | 'bytes'>): ClassifierParts {
  if (file.mediaType === 'text/html') return readPage(file.bytes);
  return file.mediaType === 'text/javascript' ? readExtension(file.bytes) : readZip(file.bytes);
}

function readExtension(bytes: Uint8Array): ClassifierParts {
  const text = new TextDecoder().decode(bytes);
  const start = text.indexOf(embeddedModelStart) + embeddedModelStart.length;
  if (start < embeddedModelStart.length) throw new Error('the script holds no model');
  const { manifest, weights }: ExtensionParts = JSON.parse(text.slice(start, text.indexOf(';\n', start)));
  return { manifest, weights: decodeBase64(weights) };
}

function readPage(bytes: Uint8Array): ClassifierParts {
  const html = new TextDecoder().decode(bytes);
  return {
    manifest: readPart(html, embeddedParts.manifest),
    weights: decodeBase64(readPart(html, embeddedParts.weights)),
  };
}

function readZip(bytes: Uint8Array): ClassifierParts {
  const files = unzipSync(bytes, { filter: ({ name }) => name.startsWith('model/') });
  const [manifest, weights] = [files['model/classifier.json'], files['model/weights.bin']];
  if (manifest === undefined || weights === undefined) throw new Error('the ZIP has no model');
  return { manifest: strFromU8(manifest), weights: Uint8Array.from(weights) };
}

/** The text of a script element. */
function readPart(html: string, id: string): string {
  const mark = `id="${id}">`;
  const start = html.indexOf(mark) + mark.length;
  const end = html.indexOf('</script>', start);
  if (start < mark.length || end === -1) throw new Error(`the page has no ${id}`);
  return html.slice(start, end);
}
