import type { ImportFailure } from '../shared/failure.ts';
import { nameLimits } from './dataset.ts';

/** A path of an import, taken apart. */
export interface ImportPath {
  readonly index: number;
  /** Names of the folders from the outermost to the one that holds the file; empty for a bare file. */
  readonly folders: readonly string[];
  /** By the ending of the file's name. The bytes decide in the end; this only helps to tell folders apart. */
  readonly looksLikeImage: boolean;
}

/**
 * Takes a path from outside apart. Backslashes count as slashes, empty and `.` segments as nothing.
 * @returns `ignored` for a folder entry and for what systems leave behind; a failure for a path that leaves the import
 *   (`..`, absolute, with a drive letter), that is too long, or that has no name
 */
export function readImportPath(
  path: string,
  index: number,
): ImportPath | { readonly failure: ImportFailure } | 'ignored' {
  if (path.length > nameLimits.pathLength) return { failure: { kind: 'path-too-long' } };
  const slashed = path.replaceAll('\\', '/');
  const segments = slashed.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (absolute.test(slashed) || segments.some((segment) => segment.trim() === '..')) {
    return { failure: { kind: 'path-climbs-out' } };
  }
  const name = segments.at(-1);
  if (name === undefined) return { failure: { kind: 'path-without-class' } };
  if (slashed.endsWith('/') || isSystemTrace(segments, name)) return 'ignored';
  return { index, folders: segments.slice(0, -1), looksLikeImage: imageEnding.test(name) };
}

/** What macOS and Windows write beside a person's files. */
function isSystemTrace(segments: readonly string[], name: string): boolean {
  return (
    segments.includes('__MACOSX') ||
    name.startsWith('._') ||
    ['.ds_store', 'thumbs.db', 'desktop.ini'].includes(name.toLowerCase())
  );
}

const absolute = /^(?:\/|[a-z]:)/i;

const imageEnding = /\.(?:jpe?g|jfif|png|apng|gif|webp|bmp|avifs?|hei[cf]|tiff?|jp2|j2k|jxl|svg|ico)$/i;
