/** Large enough that a read costs little per image, small enough that two of them cost no memory to speak of. */
const windowBytes = 2 * 2 ** 20;

interface Window {
  readonly start: number;
  readonly end: number;
  readonly bytes: Promise<ArrayBuffer>;
}

/**
 * Reads of a file that mostly go forward, a few at a time, are answered from the last two windows of 2 MiB. A browser
 * takes about a millisecond for each read of a file, however short it is, and a ZIP needs several for every entry.
 * @returns a function that gives the bytes from `offset` on, fewer than `length` at the end of the file; it rejects as
 *   the browser does when the file can no longer be read
 */
export function readInWindows(file: Blob): (offset: number, length: number) => Promise<Uint8Array> {
  let windows: readonly Window[] = [];
  return async (offset, length) => {
    const end = Math.min(offset + length, file.size);
    let found = windows.find((window) => offset >= window.start && end <= window.end);
    if (found === undefined) {
      const windowEnd = Math.min(Math.max(end, offset + windowBytes), file.size);
      found = { start: offset, end: windowEnd, bytes: file.slice(offset, windowEnd).arrayBuffer() };
      windows = [found, ...windows.slice(0, 1)];
    }
    return new Uint8Array((await found.bytes).slice(offset - found.start, end - found.start));
  };
}
