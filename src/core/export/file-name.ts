/** How much of the class names goes into a file name, in characters. */
const namesLength = 40;

/**
 * A file name that every system takes and that a person tells from the next download: the prefix, then as many class
 * names as fit, in letters, digits and hyphens. Class names of nothing else (emoji, say) are left out.
 * @param prefix letters, digits and hyphens, e.g. `graft-head`
 * @param extension without the dot
 */
export function createFileName(prefix: string, classNames: readonly string[], extension: string): string {
  let name = prefix;
  for (const className of classNames) {
    const part = className
      .normalize('NFC')
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '');
    if (part === '') continue;
    if (name.length + 1 + part.length > prefix.length + namesLength) break;
    name += `-${part}`;
  }
  return `${name}.${extension}`;
}
