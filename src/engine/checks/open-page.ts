import type { ExportedFile } from '../../core/export/exported-file.ts';
import type { PageFrame } from '../../core/export/page-frame.ts';
import type { Answer } from '../../core/shared/answer.ts';
import { awaitProgram } from '../worker/check-programs/await-program.ts';
import type { ExportClient } from './export-client.ts';
import { writeComponentPage } from './write-component-page.ts';

/** Where pages run, and what is asked now and then while they do: `stop` ends them. */
interface PageRunner {
  readonly frame: PageFrame;
  readonly ask: () => Promise<Answer>;
  readonly graftVersion: string;
}

/**
 * Runs an offline page, or the element of a web component, as it runs where people open it.
 * @throws with what the page says, where it has no model to show; where it takes too long, or is ended
 */
export async function openPage(
  { mediaType, bytes }: ExportedFile,
  { frame, ask, graftVersion }: PageRunner,
): Promise<ExportClient> {
  const use = async <Result>(answer: Promise<Result>): Promise<Result> => {
    const given = await awaitProgram(
      answer.then((value) => ({ value })),
      ask,
    );
    if (given !== null) return given.value;
    frame.close();
    throw new Error('it was ended');
  };
  const isPage = mediaType === 'text/html';
  const labels = await use(frame.open(isPage ? [bytes] : writeComponentPage(bytes)));
  return {
    name: `Graft ${graftVersion} (the ${isPage ? 'page' : 'element'} itself, out of sight)`,
    labels,
    predict: ({ pixels }) => use(frame.classify(pixels)),
    dispose: () => frame.close(),
  };
}
