import { html } from '../model-card/html-text.ts';
import type { QrCode } from './qr-code.ts';

/**
 * Writes a code as an SVG picture, black on white whatever lies below it.
 * @param title what the picture is called, for those who do not see it
 */
export function writeQrSvg(code: QrCode, title: string): string {
  const side = code.length;
  const path = code
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('');
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" role="img" shape-rendering="crispEdges"><title>${title}</title><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${path}"/></svg>`
    .html;
}
