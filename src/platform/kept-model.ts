import { nameCaches } from '../core/shared/cache-names.ts';
import type { NamedBlob } from './named-blob.ts';

/** The files of the model that was opened last, kept in the browser. Where it forbids that, nothing is. */
export interface KeptModel {
  /**
   * Keeps the files of a model in place of those before.
   * @returns false where they are too many bytes, or the browser does not keep them; then nothing is kept
   */
  keep(files: readonly NamedBlob[]): Promise<boolean>;
  /** @returns null where nothing is kept */
  read(): Promise<readonly NamedBlob[] | null>;
  forget(): Promise<void>;
}

/** Some times what a download of Graft takes; what is kept of projects needs the room, too. */
const limitBytes = 96 * 2 ** 20;

/**
 * @param folderUrl the folder of the page: absolute, ending in a slash
 */
export function createKeptModel(folderUrl: string, largestBytes = limitBytes): KeptModel {
  const cacheName = nameCaches(folderUrl).openedModel;
  const addressOf = (part: string) => `${folderUrl}opened-model/${part}`;
  /** Ends when all that was asked for before is done. */
  let done: Promise<unknown> = Promise.resolve();

  return {
    keep: (files) => inTurn(() => keep(files), false),
    read: () => inTurn(read, null),
    async forget() {
      await inTurn(() => caches.delete(cacheName), false);
    },
  };

  async function keep(files: readonly NamedBlob[]): Promise<boolean> {
    await caches.delete(cacheName);
    const sizeBytes = files.reduce((sum, { blob }) => sum + blob.size, 0);
    if (sizeBytes > largestBytes) return false;
    try {
      const cache = await caches.open(cacheName);
      for (const [index, { blob }] of files.entries()) {
        await cache.put(addressOf(String(index)), new Response(blob));
      }
      // Last, so that what was not kept to the end is not read.
      await cache.put(addressOf('list'), Response.json(files.map(({ path }) => path)));
      return true;
    } catch (error) {
      await caches.delete(cacheName);
      throw error;
    }
  }

  async function read(): Promise<readonly NamedBlob[] | null> {
    if (!(await caches.has(cacheName))) return null;
    const cache = await caches.open(cacheName);
    const list = await cache.match(addressOf('list'));
    if (list === undefined) return null;
    const paths: readonly string[] = await list.json();
    return Promise.all(
      paths.map(async (path, index) => {
        const file = await cache.match(addressOf(String(index)));
        if (file === undefined) throw new Error(`${path} is not kept`);
        return { path, blob: await file.blob() };
      }),
    );
  }

  function inTurn<Result>(job: () => Promise<Result>, otherwise: Result): Promise<Result> {
    const answer = done.then(job).catch(() => otherwise);
    done = answer;
    return answer;
  }
}
