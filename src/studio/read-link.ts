/** Longer ones make a code that no camera reads. */
export const linkMaximum = 2000;

/** An address that a code can lead to, or why there is none. */
export type Link =
  | { readonly address: string; readonly problem: null }
  | { readonly problem: 'empty' | 'no-web-address' | 'too-long' };

/** Reads what a person wrote as the address of a web page: in ASCII, without spaces around it. */
export function readLink(text: string): Link {
  const written = text.trim();
  if (written === '') return { problem: 'empty' };
  if (written.length > linkMaximum) return { problem: 'too-long' };
  if (!/^https?:\/\//i.test(written) || !URL.canParse(written)) return { problem: 'no-web-address' };
  const { href } = new URL(written);
  return href.length > linkMaximum ? { problem: 'too-long' } : { address: href, problem: null };
}
