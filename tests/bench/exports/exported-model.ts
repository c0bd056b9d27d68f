import { unzipSync } from 'fflate';
import { choiceOf, openDetails, readCode } from '../../e2e/read-code.ts';
import type { StudioPage } from '../../e2e/studio-page.ts';

/** How the page calls the numbers of the weights. */
export type Bits = '32-bit' | '16-bit' | '8-bit';

/** Something to download, and what may be chosen of it. */
export interface Download {
  /** What stands on the button behind "Download". */
  readonly button: string;
  /** Absent where there is no choice. */
  readonly bits?: Bits;
  readonly takesAnySize?: boolean;
}

/** A trained model as one file. */
export interface ExportedModel extends Download {
  /** From pressing the button to the download, with the check where the page makes one. */
  readonly downloadMs: number;
  readonly sizeBytes: number;
  /** By the names that the code opens them by. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** The code that the page shows for it, by language; none of what says itself how it is used. */
  readonly codes: Readonly<Record<string, string>>;
  /** What the page says of its check. */
  readonly check: string;
}

/** Chooses, downloads with the clock running, and reads the code. */
export async function downloadModel(studio: StudioPage, download: Download): Promise<ExportedModel> {
  const { button, bits, takesAnySize } = download;
  const choice = choiceOf(studio, button);
  const hasDetails = (await choice.locator('details').count()) > 0;
  if (hasDetails) await openDetails(studio, button);
  if (bits !== undefined) await choice.getByText(new RegExp(`^${bits}`)).click();
  const sizes = choice.getByRole('switch', { name: 'Takes pictures of any size' });
  if (await sizes.isVisible()) await sizes.setChecked(takesAnySize === true);
  const startMs = performance.now();
  const { fileName, bytes } = await studio.download(`Download ${button}`);
  const downloadMs = performance.now() - startMs;
  const said = choice.getByText(/^(?:Checked with|Not checked|Do not rely)/);
  return {
    ...download,
    downloadMs,
    sizeBytes: bytes.length,
    files: fileName.endsWith('.zip') ? unzipSync(bytes) : { [fileName]: bytes },
    codes: hasDetails ? await readCodes(studio, button) : {},
    check: (await said.count()) === 0 ? '' : await said.first().innerText(),
  };
}

async function readCodes(studio: StudioPage, button: string): Promise<Readonly<Record<string, string>>> {
  const languages = choiceOf(studio, button).getByRole('radiogroup', { name: 'Code for' });
  const names = (await languages.count()) === 0 ? [] : await languages.getByRole('radio').all();
  const codes: Record<string, string> = {};
  for (const name of await Promise.all(names.map((each) => each.getAttribute('value')))) {
    if (name !== null) codes[name] = await readCode(studio, button, name);
  }
  return names.length === 0 ? { '': await readCode(studio, button) } : codes;
}

/** As a person would say what it is. */
export function describeDownload({ button, bits, takesAnySize }: Download): string {
  return [button, bits, takesAnySize === true ? 'takes any size' : undefined]
    .filter((part) => part !== undefined)
    .join(', ');
}
