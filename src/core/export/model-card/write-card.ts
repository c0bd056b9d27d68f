import { strToU8 } from 'fflate';
import type { CardBlock, CardDocument, CardTable } from './card-document.ts';
import { cardStyle } from './card-style.ts';
import { type Html, html } from './html-text.ts';

/**
 * Writes a document as one HTML file that needs nothing else: no script, no request, readable by assistive technology, and laid
 * out for paper when it is printed.
 */
export function writeCard({
  language,
  title,
  subtitle,
  sections,
  footer,
}: CardDocument): Uint8Array<ArrayBuffer> {
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${{ html: cardStyle }}</style>
</head>
<body>
<main>
<header>
<h1><bdi>${title}</bdi></h1>
<p>${subtitle}</p>
</header>
${sections.map(
  (section, index) => html`<section aria-labelledby="s${index}">
<h2 id="s${index}">${section.title}</h2>
${section.blocks.map(writeBlock)}
</section>
`,
)}</main>
<footer><p>${footer}</p></footer>
</body>
</html>
`;
  return Uint8Array.from(strToU8(page.html));
}

function writeBlock(block: CardBlock): Html {
  switch (block.kind) {
    case 'text':
      return html`<p class="text">${block.text}</p>
`;
    case 'list':
      return html`<ul>${block.items.map((item) => html`<li>${item}</li>`)}</ul>
`;
    case 'columns':
      return html`<ul class="columns">${block.items.map((item) => html`<li><bdi>${item}</bdi></li>`)}</ul>
`;
    case 'folded':
      return html`<details><summary>${block.title}</summary>
${writeBlock(block.block)}</details>
`;
    case 'figures':
      return html`<dl class="figures">${block.figures.map(
        ({ label, value, detail }) =>
          html`<div><dt>${label}</dt><dd><strong>${value}</strong><span>${detail}</span></dd></div>`,
      )}</dl>
`;
    case 'facts':
      return html`<dl class="facts">${block.facts.map(
        ([name, value]) => html`<div><dt><bdi>${name}</bdi></dt><dd><bdi>${value}</bdi></dd></div>`,
      )}</dl>
`;
    case 'table':
      return writeTable(block);
  }
}

/** Wide tables scroll in a region that the keyboard reaches. */
function writeTable({ caption, columns, rows, shades }: CardTable): Html {
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
<table>
<caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col"><bdi>${column}</bdi></th>`)}</tr></thead>
<tbody>
${rows.map(
  ({ header, cells }, rowIndex) => html`<tr><th scope="row"><bdi>${header}</bdi></th>${cells.map(
    (cell, column) => html`<td${shade(shades?.[rowIndex]?.[column])}><bdi>${cell}</bdi></td>`,
  )}</tr>
`,
)}</tbody>
</table>
</div>
`;
}

/** In five steps, so that words on them keep their contrast. */
function shade(fraction: number | undefined): Html {
  const step = fraction === undefined || fraction <= 0 ? 0 : Math.max(1, Math.round(4 * fraction));
  return step === 0 ? html`` : html` class="shade-${step}"`;
}
