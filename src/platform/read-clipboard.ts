import type { Failure } from '../core/shared/failure.ts';
import type { NamedBlob } from './named-blob.ts';
import { readImageInHtml } from './read-linked-image.ts';

type ReadableClipboard = Pick<Clipboard, 'read'>;

/** Whether a page may ask for what was copied at all; where it may not, the keyboard can still paste. */
export function canReadClipboard(clipboard: Partial<ReadableClipboard> | null = findClipboard()): boolean {
  return typeof clipboard?.read === 'function';
}

/** The images that were copied. The person may be asked to allow it. */
export async function readClipboard(
  clipboard: ReadableClipboard | null = findClipboard(),
): Promise<readonly NamedBlob[] | Failure> {
  let problem: Failure = { kind: 'clipboard-without-image' };
  try {
    const files: NamedBlob[] = [];
    for (const item of (await clipboard?.read()) ?? []) {
      const image = await readItem(item);
      if (image === null) continue;
      if ('failure' in image) problem = image.failure;
      else files.push(image);
    }
    return files.length > 0 ? files : problem;
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
    // By the Clipboard API: the person, or the browser in their place, did not allow it.
    return { kind: 'clipboard-refused', detail: name === 'NotAllowedError' ? '' : message };
  }
}

async function readItem(item: ClipboardItem): Promise<ReturnType<typeof readImageInHtml>> {
  // The same picture may be there in several formats; PNG loses nothing.
  const types = item.types.filter((type) => type.startsWith('image/'));
  const type = types.find((each) => each === 'image/png') ?? types[0];
  if (type !== undefined) {
    return { path: `image.${type.slice('image/'.length)}`, blob: await item.getType(type) };
  }
  if (!item.types.includes('text/html')) return null;
  return readImageInHtml(await (await item.getType('text/html')).text());
}

/** Older browsers, and pages that came over plain HTTP, have none. */
function findClipboard(): Clipboard | null {
  return (navigator.clipboard as Clipboard | undefined) ?? null;
}
