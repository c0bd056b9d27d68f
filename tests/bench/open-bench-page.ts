import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { bundledScripts } from '../../scripts/bundled-scripts.mjs';
import { compiledKernels } from '../../scripts/compiled-kernels.mjs';
import { projectFolder } from '../../scripts/project.mjs';
import { serveBuild } from '../../scripts/serve.mjs';
import { launchBrowser } from '../support/browser.ts';

/** One browser, with the built app and the bench's own page on localhost. */
export interface BenchRoom {
  readonly browser: Browser;
  /** The address of the built app. */
  readonly appUrl: string;
  /** The bench's own page in a profile of its own. */
  openPage(): Promise<Page>;
}

/** Opens a browser and both pages for `work`, and closes everything after it. */
export async function withBenchRoom<Result>(work: (room: BenchRoom) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(path.join(tmpdir(), 'graft-bench-'));
  await buildPage('tests/bench/bench.html', folder, true);
  const [app, bench] = [await serveBuild(), await serveBuild({ folder })];
  const browser = await launchBrowser();
  try {
    return await work({
      browser,
      appUrl: app.url,
      async openPage() {
        const page = await (await browser.newContext()).newPage();
        await page.goto(`${bench.url}bench.html`);
        await page.waitForFunction(() => 'bench' in window);
        return page;
      },
    });
  } finally {
    await browser.close();
    await app.close();
    await bench.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Builds a page of the bench as the app is built, minified and split into chunks.
 * @param page its HTML file, below the project's folder
 * @param withPublic whether the base model and the sample images lie beside it
 */
export async function buildPage(page: string, outDir: string, withPublic: boolean): Promise<void> {
  const input = path.join(projectFolder, page);
  await build({
    root: path.dirname(input),
    base: './',
    publicDir: withPublic && path.join(projectFolder, 'public'),
    configFile: false,
    logLevel: 'error',
    plugins: [bundledScripts(), compiledKernels()],
    worker: { format: 'es', plugins: () => [bundledScripts(), compiledKernels()] },
    build: { outDir, emptyOutDir: true, target: 'es2022', rolldownOptions: { input } },
  });
}
