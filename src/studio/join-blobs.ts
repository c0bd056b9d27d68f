/** So many parts are joined at one time: some milliseconds, where each is a file of its own. */
const partsAtOnce = 64;

/**
 * One Blob of many parts. The browser looks at each of them when they are joined, which takes half a second for thousands of
 * images, so they are joined a few at a time.
 * @param pause awaited in between
 */
export async function joinBlobs(
  parts: readonly (Blob | Uint8Array<ArrayBuffer>)[],
  mediaType: string,
  pause: () => Promise<unknown>,
): Promise<Blob> {
  let joined = [...parts];
  while (joined.length > partsAtOnce) {
    const fewer: Blob[] = [];
    for (let first = 0; first < joined.length; first += partsAtOnce) {
      fewer.push(new Blob(joined.slice(first, first + partsAtOnce)));
      await pause();
    }
    joined = fewer;
  }
  return new Blob(joined, { type: mediaType });
}
