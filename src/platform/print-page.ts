/** How long the page is kept for a browser that does not say when it has printed. */
const lifetimeMs = 60_000;

/** Opens the browser's print dialog for a page of its own. */
export function printPage(html: string): void {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'position: fixed; width: 0; height: 0; border: 0';
  frame.ariaHidden = 'true';
  frame.srcdoc = html;
  const end = () => frame.remove();
  frame.addEventListener('load', () => {
    frame.contentWindow?.addEventListener('afterprint', end);
    frame.contentWindow?.print();
    setTimeout(end, lifetimeMs);
  });
  document.body.append(frame);
}
