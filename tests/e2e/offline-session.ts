import { cp, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { projectFolder } from '../../scripts/project.mjs';
import { serveBuild } from '../../scripts/serve.mjs';
import { launchBrowser } from '../support/browser.ts';
import { StudioPage } from './studio-page.ts';

const distFolder = path.join(projectFolder, 'dist');

/** The built app on a host that can be taken away, in a browser that may keep it for working offline. */
export interface OfflineSession {
  readonly browser: Browser;
  /** Its address on localhost, below a path. */
  readonly url: string;
  /** Paths of the files that the host has sent in full, in order; one that had not changed since is not sent again. */
  readonly sent: string[];
  /** Uncaught errors and requests to other origins, in any page of `createContext`. */
  readonly complaints: string[];
  createContext(): Promise<BrowserContext>;
  openStudio(context: BrowserContext): Promise<StudioPage>;
  /** Puts the next version in the place of the one that is served. */
  deployNextVersion(): Promise<void>;
  /** From now on nothing answers at the address. */
  closeHost(): Promise<void>;
  close(): Promise<void>;
}

export async function startOfflineSession(): Promise<OfflineSession> {
  const sent: string[] = [];
  const complaints: string[] = [];
  const folders: string[] = [];
  const host = await serveBuild({
    basePath: '/school/graft/',
    onAnswer: ({ path: file, status }) => {
      if (status === 200) sent.push(file);
    },
  });
  const { origin } = new URL(host.url);
  // A name that browsers do not trust without TLS, unlike localhost.
  const browser = await launchBrowser(['--host-resolver-rules=MAP school.test localhost']);
  let hostIsOpen = true;
  const closeHost = async () => {
    if (hostIsOpen) await host.close();
    hostIsOpen = false;
  };
  return {
    browser,
    url: host.url,
    sent,
    complaints,
    async createContext() {
      const context = await browser.newContext({ serviceWorkers: 'allow' });
      context.on('request', (request) => {
        const url = new URL(request.url());
        if (url.protocol.startsWith('http') && url.origin !== origin) complaints.push(`request to ${url}`);
      });
      context.on('weberror', (error) => complaints.push(`uncaught: ${error.error().message}`));
      return context;
    },
    async openStudio(context) {
      const studio = new StudioPage(await context.newPage());
      await studio.open(host.url);
      return studio;
    },
    async deployNextVersion() {
      const folder = await mkdtemp(path.join(tmpdir(), 'graft-next-'));
      folders.push(folder);
      await makeNextVersion(folder);
      host.replaceFolder(folder);
    },
    closeHost,
    async close() {
      await browser.close();
      await closeHost();
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** How many bytes these files of the built app have in all. */
export async function sumBytes(files: readonly string[]): Promise<number> {
  const sizes = files.map(async (file) => (await stat(path.join(distFolder, file || 'index.html'))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** A build as a later one would be: each asset has another name, none has the old one, and the page another title. */
async function makeNextVersion(folder: string): Promise<void> {
  await cp(distFolder, folder, { recursive: true });
  const assets = (await readdir(path.join(folder, 'assets'))).map((name) => ({
    name,
    next: name.replace(/-[\w-]{8}\.(\w+)$/, '-nextnext.$1'),
  }));
  // Chunks of the same name are told apart by their hash alone.
  for (const [i, asset] of assets.entries()) asset.next = asset.next.replace('nextnext', `next${1000 + i}`);
  const replaceNames = (text: string) =>
    assets.reduce((result, { name, next }) => result.replaceAll(name, next), text);
  for (const { name, next } of assets) {
    await rename(path.join(folder, 'assets', name), path.join(folder, 'assets', next));
  }
  const texts = ['index.html', 'service-worker.js', ...assets.map(({ next }) => `assets/${next}`)];
  for (const file of texts.filter((name) => /\.(html|js|css)$/.test(name))) {
    const target = path.join(folder, file);
    const text = replaceNames(await readFile(target, 'utf8'))
      .replace('<title>Graft:', '<title>Next Graft:')
      .replace(/("?revision"?:")\w{4}(\w+",\s*"?url"?:"index\.html")/, '$1next$2');
    await writeFile(target, text);
  }
}
