import { strToU8 } from 'fflate';
import type { BaseModel } from '../../embedding/base-model.ts';
import type { Head } from '../../training/head.ts';
import { writeClassifier } from '../classifier/write-classifier.ts';
import type { ExportedFile } from '../exported-file.ts';
import { hideTags } from '../hide-tags.ts';
import type { ModelDescription } from '../model-description.ts';
import { nameModelFile } from '../name-model-file.ts';
import { embeddedParts } from './embedded-parts.ts';
import { encodeBase64 } from './encode-base64.ts';

/** What runs in the page: code that this function does not look into. */
export interface OfflineRuntime {
  /** A module without imports, which builds the page and finds the model by `embeddedParts`. */
  readonly script: string;
  /** The wasm backend for browsers with and without SIMD. */
  readonly simdWasm: Uint8Array;
  readonly plainWasm: Uint8Array;
}

/**
 * The whole classifier as one HTML file that works from a double click, without a connection: it forbids itself to open one by
 * a content security policy.
 * @throws RangeError where base, head and description do not belong together
 */
export function exportOfflinePage(
  base: BaseModel,
  head: Head,
  description: ModelDescription,
  { script, simdWasm, plainWasm }: OfflineRuntime,
): ExportedFile {
  const { manifest, weights } = writeClassifier(base, head, description);
  const parts = [
    strToU8(writeStart(description)),
    // In JSON, a sign of less stands in texts only, where it may be written in this way, too.
    embed(
      embeddedParts.manifest,
      'application/json',
      strToU8(JSON.stringify(manifest).replaceAll('<', '\\u003c')),
    ),
    embed(embeddedParts.weights, 'text/plain', encodeBase64(weights)),
    embed(embeddedParts.simdWasm, 'text/plain', encodeBase64(simdWasm)),
    embed(embeddedParts.plainWasm, 'text/plain', encodeBase64(plainWasm)),
    strToU8(`<script type="module">${hideTags(script)}</script>\n</body>\n</html>\n`),
  ].flat();
  return {
    fileName: nameModelFile({ format: 'offline-page' }, description.labels),
    mediaType: 'text/html',
    bytes: join(parts),
  };
}

/** Nothing is fetched, sent or framed; what is written into the file itself may run. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'wasm-unsafe-eval'",
  "style-src 'unsafe-inline'",
  'img-src blob: data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function writeStart({ labels, graftVersion }: ModelDescription): string {
  const title = escapeText([...`Image classifier: ${labels.join(', ')}`].slice(0, 100).join(''));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Graft ${escapeText(graftVersion)}">
<link rel="icon" href="data:,">
<title>${title}</title>
</head>
<body>
<noscript>This page classifies images by JavaScript, which is switched off in this browser. Switch it on, then open the page again.</noscript>
`;
}

function embed(id: string, type: string, content: Uint8Array): readonly Uint8Array[] {
  return [strToU8(`<script type="${type}" id="${id}">`), content, strToU8('</script>\n')];
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => entities[letter] as string);
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
