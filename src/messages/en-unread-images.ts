import { count } from './en-counts.ts';
import { listFiles } from './en-formats.ts';

/** What is said of images whose files a measurement could not read, in English. */
export function unreadImages(files: readonly string[]): string {
  return `${count(files.length, 'image', 'images')} could not be read any more and ${files.length === 1 ? 'was' : 'were'} left out here: ${listFiles(files)}. A chosen file that was moved or changed since must be added again.`;
}
