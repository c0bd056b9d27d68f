import type { ExportedFile } from '../../core/export/exported-file.ts';
import type { ExportClient } from './export-client.ts';
import { readClassifierParts } from './read-classifier-parts.ts';
import { runClassifier } from './run-classifier.ts';

/**
 * Reads the model out of an offline page, an extension for Scratch projects, or the ZIP of a web component, and runs it by the code that these bring along, but on the
 * current backend and without what is around it.
 * @throws where there is none in it
 */
export async function openClassifier(file: ExportedFile): Promise<ExportClient> {
  const client = runClassifier(readClassifierParts(file));
  return {
    ...client,
    name: `${client.name} (the model in it, without the ${around[file.mediaType] ?? 'element'})`,
  };
}

/** What does not run along, by the kind of file. */
const around: Readonly<Record<string, string>> = { 'text/html': 'page', 'text/javascript': 'blocks' };
