/** A piece of HTML in which every text that came from outside has been escaped. */
export interface Html {
  readonly html: string;
}

/**
 * Writes HTML: what stands between is escaped, whatever it is, unless it is HTML itself. Texts and attributes alike, as long
 * as attributes stand in quotation marks (HTML Standard, "Serializing HTML fragments", which leaves more as it is).
 */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Html | readonly Html[])[]
): Html {
  return { html: String.raw({ raw: parts }, ...values.map(toHtml)) };
}

function toHtml(value: string | number | Html | readonly Html[]): string {
  if (typeof value === 'string' || typeof value === 'number') return escapeText(String(value));
  return 'html' in value ? value.html : value.map((each) => each.html).join('');
}

/** Characters that XML and HTML forbid are replaced, so that every browser reads the same. */
function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replace(/(?![\t\n\r])\p{Cc}/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
