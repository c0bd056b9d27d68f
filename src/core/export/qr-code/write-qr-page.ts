import { html } from '../model-card/html-text.ts';
import { drawQrCode } from './qr-code.ts';
import { writeQrSvg } from './write-qr-svg.ts';

/** A page to be printed: a label, the code and the address for those who type it. */
export function writeQrPage(address: string, label: string): string {
  const code = { html: writeQrSvg(drawQrCode(address), address) };
  return html`<!doctype html>
<meta charset="utf-8">
<title>${label}</title>
<style>
  body { margin: 0; font: 14pt/1.4 system-ui, sans-serif; text-align: center; overflow-wrap: anywhere; }
  h1 { margin: 0 0 8mm; font-size: 28pt; }
  svg { width: 120mm; max-width: 100%; }
</style>
<h1>${label}</h1>
${code}
<p>${address}</p>
`.html;
}
