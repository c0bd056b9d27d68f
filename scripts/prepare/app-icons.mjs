import { Resvg } from '@resvg/resvg-js';

/** The mark of public/icon.svg in its light colours, on 32 x 32 units. */
const mark = [
  '<path fill="#7d8c84" d="M12 30V20.5l7-4.5v14z"/>',
  '<path fill="#0b7a5e" d="M12 17.5l7-4.5v-2.2L12 8z"/>',
  '<path fill="#0b7a5e" d="M19 13c.4-6.2 4.4-10 10.5-10 0 6-4 10-10.5 10z"/>',
  '<path fill="#0b7a5e" d="M12 10C7.2 10 3.3 7.2 2.5 2 8 1.8 12 5 12 10z"/>',
].join('');

/** What systems cut a maskable icon to: a circle of 80 % of its side. The mark's corners stay inside. */
const ground = '<rect x="-12" y="-12" width="56" height="56" fill="#f3f6f3"/>';

/**
 * The icons of the installed app as PNG, for systems that take no SVG; the same bytes at every run.
 * @returns {Record<string, Uint8Array>} contents by file name
 */
export function createIconFiles() {
  return {
    'plain-192.png': draw(192, '0 0 32 32', mark),
    'plain-512.png': draw(512, '0 0 32 32', mark),
    'on-ground-180.png': draw(180, '-6 -6 44 44', ground + mark),
    'on-ground-512.png': draw(512, '-12 -12 56 56', ground + mark),
  };
}

function draw(side, viewBox, content) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="${viewBox}">${content}</svg>`;
  return new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();
}
