/** Most file systems take 255 bytes; the rest is for what makes names unique. */
const nameBytes = 200;

/**
 * A name of a file or folder that every file system takes, as near to the given one as that allows.
 * @param fallback where nothing of the name is left
 */
export function makeSafeFileName(name: string, fallback: string): string {
  const plain = name
    .toWellFormed()
    .normalize('NFC')
    .replace(forbidden, '_')
    .replace(/^[\s.]+(?=.)|[\s.]+$/g, (ends) => '_'.repeat(ends.length))
    .trim();
  const [base, ending] = splitEnding(plain);
  const short = `${cutToBytes(base, nameBytes - ending.length)}${ending}`;
  if (short === '' || /^_+$/.test(short)) return fallback;
  return reserved.test(short) ? `_${short}` : short;
}

/** Makes names different from each other on systems that do not tell letters of both cases apart, too. */
export function createUniqueNames(): (name: string) => string {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  return (name) => {
    const [base, ending] = splitEnding(name);
    let unique = name;
    let count = counts.get(fold(name)) ?? 1;
    while (taken.has(fold(unique))) unique = `${base} (${++count})${ending}`;
    counts.set(fold(name), count);
    taken.add(fold(unique));
    return unique;
  };
}

/** Control characters, marks for direction, and what Windows or paths use. */
const forbidden = /[\p{Cc}\p{Bidi_Control}<>:"/\\|?*]/gu;

/** Names of devices on Windows, whatever ending follows, and of what systems leave in folders. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$|^(?:__macosx|thumbs\.db|desktop\.ini)$/i;

/** The ending with its dot, where it is a short plain one. */
function splitEnding(name: string): [base: string, ending: string] {
  const [ending = ''] = /(?<=.)\.[a-z0-9]{1,5}$/i.exec(name) ?? [];
  return [name.slice(0, name.length - ending.length), ending];
}

function cutToBytes(text: string, maximum: number): string {
  let bytes = 0;
  let cut = '';
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > maximum) break;
    cut += character;
  }
  return cut;
}

function fold(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
