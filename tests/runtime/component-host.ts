import { unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { exportWebComponent } from '../../src/core/export/web-component/export-web-component.ts';
import { createTestHead, describeTestModel, readBuiltInBase } from '../core/export/export-fixtures.ts';
import { nodeRuntime } from '../engine/support/node-ports.ts';
import { type Answer, startServer } from '../engine/support/serve.ts';

/** The web component of a made model on a static host, in a folder. */
export interface ComponentHost {
  /** What is served, by path; `put` adds to it. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  put(name: string, body: Uint8Array | string, type?: string): void;
  /** Opens a page that lies in the folder; by default the example. */
  open(browser: Browser, html?: string): Promise<Page>;
  /** Uncaught errors, and addresses on other hosts that were asked for. */
  readonly complaints: string[];
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  js: 'text/javascript',
  json: 'application/json',
};

export async function hostComponent(labels: readonly string[]): Promise<ComponentHost> {
  const description = { ...describeTestModel(labels), calibration: { temperature: 1, noneThreshold: null } };
  const head = createTestHead(1024, 0, labels.length);
  const runtime = await nodeRuntime.loadWebComponent();
  const { bytes } = exportWebComponent(await readBuiltInBase(), head, description, runtime);
  const files = unzipSync(bytes);
  const answers: Record<string, Answer> = {};
  const complaints: string[] = [];
  const server = await startServer(answers);
  const put = (name: string, body: Uint8Array | string, type = types[name.split('.').at(-1) ?? '']) => {
    answers[`/school/mine/${name}`] = { body, ...(type === undefined ? {} : { type }) };
  };
  for (const [name, body] of Object.entries(files)) put(name, body);
  return {
    files,
    put,
    complaints,
    async open(browser, html) {
      const page = await browser.newPage();
      page.on('request', (request) => {
        if (!request.url().startsWith(`${server.origin}/`) && !request.url().startsWith('blob:'))
          complaints.push(request.url());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      if (html !== undefined) put('other.html', `<!doctype html><meta charset="utf-8">${html}`);
      await page.goto(
        `${server.origin}/school/mine/${html === undefined ? '' : 'other.html'}`.replace(
          /\/$/,
          '/index.html',
        ),
      );
      return page;
    },
    close: server.close,
  };
}
