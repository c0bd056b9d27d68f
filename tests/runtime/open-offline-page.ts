import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { PredictionDetail } from '../../src/runtime/view/classifier-element.ts';

/** A file for a file input. */
export interface ChosenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** An exported page, opened as by a double click, with the network off. */
export class OfflinePage {
  readonly page: Page;
  /** What went wrong, and every address that was asked for beside the file itself and pictures of its own. */
  readonly complaints: readonly string[];

  constructor(page: Page, complaints: readonly string[]) {
    this.page = page;
    this.complaints = complaints;
  }

  /** Waits until the model is there. @returns milliseconds since the page was opened */
  async waitUntilReady(): Promise<number> {
    const told = await this.page.waitForFunction(() =>
      window.told.find(({ name }) => name === 'graft-ready'),
    );
    return (await told.jsonValue())?.atMs ?? Number.NaN;
  }

  /** Chooses a file and waits for what the model says of it. */
  async classify(file: ChosenFile): Promise<PredictionDetail> {
    return this.tellsAfter('graft-prediction', () => this.choose(file)) as Promise<PredictionDetail>;
  }

  /** Chooses a file that cannot be classified. @returns the sentence that is shown */
  async refuse(file: ChosenFile): Promise<string> {
    await this.tellsAfter('graft-problem', () => this.choose(file));
    return this.page.locator('.note').innerText();
  }

  choose(file: ChosenFile): Promise<void> {
    return this.page.getByLabel('Image to classify').setInputFiles(file);
  }

  /** What the next event of a name carries after something was done. */
  async tellsAfter(name: string, act: () => Promise<unknown>): Promise<unknown> {
    await this.page.evaluate(() => window.told.splice(0));
    await act();
    const told = await this.page.waitForFunction(
      (wanted) => window.told.find((each) => each.name === wanted),
      name,
    );
    return (await told.jsonValue())?.detail;
  }

  /** The entries of the list "Predictions", from the top. */
  readPredictions(): Promise<readonly string[]> {
    return this.page.getByRole('list', { name: 'Predictions' }).getByRole('listitem').allInnerTexts();
  }
}

declare global {
  interface Window {
    /** The events of the classifier so far. */
    told: { readonly name: string; readonly atMs: number; readonly detail: unknown }[];
  }
}

/**
 * Opens an exported page from a file of its own.
 * @param arrange runs in the page before anything else
 */
export async function openOfflinePage(
  browser: Browser,
  html: Uint8Array,
  options: BrowserContextOptions = {},
  arrange: () => void = () => {},
): Promise<OfflinePage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'graft-page-'));
  // As a person would name it.
  const file = path.join(folder, 'my classifier #1.html');
  await writeFile(file, html);
  const context = await browser.newContext({ offline: true, ...options });
  const complaints: string[] = [];
  const address = pathToFileURL(file).href;
  context.on('request', (request) => {
    if (request.url() !== address && !request.url().startsWith('blob:')) complaints.push(request.url());
  });
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => complaints.push(`uncaught: ${error.error().message}`));
  context.on('close', () => void rm(folder, { recursive: true, force: true }));
  await context.addInitScript(() => {
    window.told = [];
    for (const name of ['graft-ready', 'graft-prediction', 'graft-problem'])
      addEventListener(name, (event) =>
        window.told.push({ name, atMs: performance.now(), detail: (event as CustomEvent<unknown>).detail }),
      );
  });
  await context.addInitScript(arrange);
  const page = await context.newPage();
  await page.goto(address);
  return new OfflinePage(page, complaints);
}
