import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { type Answer, startServer } from '../engine/support/serve.ts';

/** A page of this machine in which a client from `tests/clients` runs. */
export interface ClientPage {
  /** Calls a function that the page's script has put on `window`. */
  call<Result>(name: string, ...args: readonly unknown[]): Promise<Result>;
  /** Addresses on other origins that the page asked for: nothing needs any. */
  readonly foreignRequests: readonly string[];
  close(): Promise<void>;
}

/**
 * Opens a page that runs `page.mjs` of a client's folder, with that folder and the given files on its origin.
 * @param client name of the folder
 * @param files by path, with a slash in front
 * @param imports paths of packages that are imported by name
 */
export async function openClientPage(
  browser: Browser,
  client: string,
  files: Readonly<Record<string, Uint8Array>>,
  imports: Readonly<Record<string, string>> = {},
): Promise<ClientPage> {
  const body = [
    '<!doctype html><title>client</title>',
    `<script type="importmap">${JSON.stringify({ imports })}</script>`,
    '<script type="module" src="/page.mjs"></script>',
  ].join('');
  const answers: Record<string, Answer> = { '/': { type: 'text/html', body } };
  for (const [path, bytes] of Object.entries(files)) answers[path] = { body: bytes };
  const server = await startServer(answers, fileURLToPath(new URL(client, import.meta.url)));
  const context = await browser.newContext();
  const page = await context.newPage();
  const foreignRequests: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(server.origin) && !/^(?:blob|data):/.test(url)) foreignRequests.push(url);
  });
  const failed = new Promise<never>((_, reject) => page.on('pageerror', reject));
  failed.catch(() => {});
  await page.goto(`${server.origin}/`);
  return {
    async call(name, ...args) {
      await Promise.race([page.waitForFunction((name) => name in window, name), failed]);
      return page.evaluate(
        ({ name, args }) =>
          (window as unknown as Record<string, (...args: unknown[]) => never>)[name]?.(...args),
        { name, args },
      ) as Promise<never>;
    },
    foreignRequests,
    async close() {
      await context.close();
      await server.close();
    },
  };
}
