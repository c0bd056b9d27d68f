import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { projectFolder } from '../../scripts/project.mjs';
import { serveBuild } from '../../scripts/serve.mjs';
import { launchBrowser } from '../support/browser.ts';
import { StudioPage } from './studio-page.ts';

/** The built app on a static host, below a path, in a real browser. */
export interface StudioSession {
  readonly browser: Browser;
  readonly url: string;
  /** Opens the studio in a fresh profile on the wasm backend. `arrange` comes before, to put routes in its way. */
  openStudio(
    options?: BrowserContextOptions,
    arrange?: (context: BrowserContext) => Promise<unknown>,
  ): Promise<StudioPage>;
  /** What went wrong in any page so far: uncaught errors, console errors, requests to another origin. */
  readonly complaints: string[];
  close(): Promise<void>;
}

export async function startStudioSession(): Promise<StudioSession> {
  if (!existsSync(path.join(projectFolder, 'dist/index.html'))) {
    throw new Error('The app is not built: run `npm test`, or `npm run build` first.');
  }
  const server = await serveBuild({ basePath: '/school/graft/' });
  const browser = await launchBrowser([
    '--use-fake-device-for-media-stream=device-count=2',
    '--use-fake-ui-for-media-stream',
  ]);
  const complaints: string[] = [];
  const origin = new URL(server.url).origin;
  return {
    browser,
    url: server.url,
    complaints,
    async openStudio(options, arrange) {
      // What a service worker answers passes by the routes of a test.
      const context = await browser.newContext({ serviceWorkers: 'block', ...options });
      await arrange?.(context);
      context.on('request', (request) => {
        const { protocol, origin: requested } = new URL(request.url());
        if (protocol.startsWith('http') && requested !== origin)
          complaints.push(`request to ${request.url()}`);
      });
      context.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
      });
      context.on('weberror', (error) => complaints.push(`uncaught: ${error.error().message}`));
      const studio = new StudioPage(await context.newPage());
      await studio.open(server.url);
      return studio;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
