import { readFile } from 'node:fs/promises';
import type { Download, Locator, Page } from 'playwright-core';
import type { GraftReport } from '../../src/core/export/create-report.ts';
import { packStripes, type Stripes, type TestFile } from './test-images.ts';

/** One line of the list of what did not come in, or not all of it. */
interface ShownProblem {
  readonly file: string;
  readonly sentence: string;
}

/** The studio as a person meets it: everything is found by role and name. */
export class StudioPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens the studio on one backend, with nothing in it. */
  async open(url: string, backend = 'wasm'): Promise<void> {
    await this.page.goto(`${url}?backend=${backend}`);
    await this.button('Add class').first().waitFor();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  fileInput(name: string): Locator {
    return this.page.getByLabel(name, { exact: true });
  }

  /** The card of a class. */
  classCard(name: string): Locator {
    return this.page.getByRole('group', { name, exact: true });
  }

  get status(): Locator {
    return this.page.getByRole('status');
  }

  get trainButton(): Locator {
    return this.button('Train');
  }

  async importZip(file: string | TestFile): Promise<void> {
    await this.fileInput('Import ZIP or project').setInputFiles(file);
  }

  async addImages(className: string, files: readonly TestFile[]): Promise<void> {
    await this.fileInput(`Add images to ${className}`).setInputFiles([...files]);
  }

  /** Brings in a class for each kind of stripes, and waits until they are ready. */
  async importStripes(counts: Partial<Record<Stripes, number>>): Promise<void> {
    await this.importZip(packStripes(counts));
    await this.waitUntilImagesAreReady();
  }

  /** Brings in eight images for each of three classes, and trains a head on them for a few epochs. */
  async trainStripes(): Promise<void> {
    await this.importStripes({ red: 8, green: 8, blue: 8 });
    await this.setNumber('Epochs', 5);
    await this.train();
  }

  /** How many images each class says that it has, by its name. */
  async readClasses(): Promise<Readonly<Record<string, number>>> {
    const cards = await this.page.locator('#images').getByRole('group').all();
    const entries = cards.map(async (card) => {
      const name = await card.getAttribute('aria-label');
      const [, count] = /^(\d+) images?\b/m.exec(await card.innerText()) ?? [];
      return [name, Number(count)] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  /** The list of files that did not come in, from the top. */
  readProblems(): Promise<readonly ShownProblem[]> {
    return this.#readFileList(/did not come in$/);
  }

  /** The list of files of which a part came in, from the top. */
  readRemarks(): Promise<readonly ShownProblem[]> {
    return this.#readFileList(/came in with a remark$/);
  }

  async #readFileList(name: RegExp): Promise<readonly ShownProblem[]> {
    const items = await this.page.getByRole('list', { name }).getByRole('listitem').all();
    return Promise.all(
      items.map(async (item) => {
        const file = await item.locator('bdi').innerText();
        return { file, sentence: (await item.innerText()).slice(file.length).trim() };
      }),
    );
  }

  /** Waits until every image is in and training may start. */
  async waitUntilImagesAreReady(timeoutMs = 600_000): Promise<void> {
    await this.page.waitForFunction(
      () => {
        const train = [...document.querySelectorAll('button')].find((b) => b.textContent?.trim() === 'Train');
        const reading = document.querySelector('#images [role="progressbar"]');
        return train !== undefined && !train.disabled && reading === null;
      },
      undefined,
      { timeout: timeoutMs },
    );
  }

  /** Presses Train and waits for the end of the run. */
  async train(timeoutMs = 300_000): Promise<void> {
    await this.trainButton.click();
    await this.waitUntilTrained(timeoutMs);
  }

  /** Presses Train and waits until it is in its epochs: one that is stopped before them gives no head. */
  async startTraining(epochCount: number): Promise<void> {
    await this.trainButton.click();
    const epoch = this.page.locator('#train').getByText(new RegExp(`^Epoch \\d+ of ${epochCount}$`));
    await epoch.waitFor({ timeout: 60_000 });
  }

  async waitUntilTrained(timeoutMs = 300_000): Promise<void> {
    await this.page.waitForFunction(
      () => {
        const button = (name: string) =>
          [...document.querySelectorAll('button')].find((b) => b.textContent?.trim() === name);
        const training = document.querySelector('#train [role="progressbar"]');
        return (
          button('Train')?.disabled === false &&
          training === null &&
          button('Download report')?.disabled === false
        );
      },
      undefined,
      { timeout: timeoutMs },
    );
  }

  async setNumber(label: string, value: number): Promise<void> {
    const field = this.page.getByLabel(label, { exact: true });
    await field.fill(String(value));
    await field.blur();
  }

  /** Chooses how many copies of each training image there are, 0 to 4. */
  async chooseCopies(count: number): Promise<void> {
    const choice = this.page.getByRole('radiogroup', { name: 'Copies of each training image' });
    if (!(await choice.isVisible()))
      await this.page
        .locator('summary')
        .getByText(/^Augmentation/)
        .click();
    await choice.getByText(count === 0 ? 'Off' : String(count), { exact: true }).click();
  }

  /** Presses a download button and returns the file's name and bytes. */
  async download(
    name: string,
  ): Promise<{ readonly fileName: string; readonly bytes: Uint8Array<ArrayBuffer> }> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download', { timeout: 120_000 }) as Promise<Download>,
      this.button(name).click(),
    ]);
    const bytes = await readFile(await download.path());
    return { fileName: download.suggestedFilename(), bytes: Uint8Array.from(bytes) };
  }

  async downloadReport(): Promise<GraftReport> {
    const { bytes } = await this.download('Download report');
    return JSON.parse(new TextDecoder().decode(bytes)) as GraftReport;
  }

  /** The entries of the list "Predictions", from the top. */
  async readPredictions(): Promise<readonly string[]> {
    return this.page.getByRole('list', { name: 'Predictions' }).getByRole('listitem').allInnerTexts();
  }
}
