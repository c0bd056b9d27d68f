import { strFromU8, unzipSync } from 'fflate';
import { hideTags } from '../../core/export/hide-tags.ts';
import { encodeBase64 } from '../../core/export/offline-page/encode-base64.ts';
import type { PageParts } from '../../core/export/page-frame.ts';

/** Nothing is there, so that whatever is not in the ZIP is missing. */
const folderUrl = 'https://component.invalid/';
const scriptName = 'graft-classifier.js';

/**
 * A page as somebody makes it with the files of a web component, which finds them in itself instead of beside itself.
 * @throws where the ZIP has no such script
 */
export function writeComponentPage(zip: Uint8Array): PageParts {
  const { [scriptName]: script, ...files } = unzipSync(zip, {
    filter: ({ name }) => !/\.(html|md)$/.test(name),
  });
  if (script === undefined) throw new Error(`the ZIP has no ${scriptName}`);
  const parts = Object.entries(files).flatMap(([name, bytes]) => [
    `<script type="text/plain" id="${name}">`,
    encodeBase64(bytes),
    '</script>',
  ]);
  return [
    `<!doctype html><meta charset="utf-8"><base href="${folderUrl}">`,
    ...parts,
    `<script>fetch = async (url) => {
  const base64 = document.getElementById(String(url).slice(${folderUrl.length}))?.textContent;
  if (base64 === undefined) return new Response(null, { status: 404 });
  return new Response(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
};</script>`,
    `<script type="module">${hideTags(strFromU8(script))}</script>`,
    '<graft-classifier src="model/"></graft-classifier>',
  ];
}
