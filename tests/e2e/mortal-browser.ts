import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { findBrowser } from '../../scripts/find-browser.mjs';
import { browserArguments } from '../support/browser.ts';

/** A browser with one profile on disk that can be killed and started again, as when a laptop's battery runs out. */
export interface MortalBrowser {
  /** Starts it where it does not run. */
  open(): Promise<BrowserContext>;
  /** Ends all its processes at once. */
  kill(): Promise<void>;
  /** The same, and deletes the profile. */
  remove(): Promise<void>;
}

export async function createMortalBrowser(): Promise<MortalBrowser> {
  const profile = await mkdtemp(path.join(tmpdir(), 'graft-profile-'));
  let running: { readonly process: ChildProcess; readonly browser: Browser } | null = null;

  async function start(): Promise<Browser> {
    const portFile = path.join(profile, 'DevToolsActivePort');
    await rm(portFile, { force: true });
    const started = spawn(
      findBrowser() ?? 'chromium',
      ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, ...browserArguments],
      { detached: true, stdio: 'ignore' },
    );
    for (let tries = 0; ; tries++) {
      const [port] = (await readFile(portFile, 'utf8').catch(() => '')).split('\n');
      if (port !== undefined && port !== '') {
        const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
        running = { process: started, browser };
        return browser;
      }
      if (tries > 300) throw new Error('the browser did not start');
      await setTimeout(100);
    }
  }

  async function kill(): Promise<void> {
    const killed = running;
    running = null;
    if (killed?.process.pid === undefined) return;
    const ended = new Promise((resolve) => killed.process.once('exit', resolve));
    process.kill(-killed.process.pid, 'SIGKILL');
    await ended;
    await killed.browser.close().catch(() => {});
  }

  return {
    async open() {
      const browser = running?.browser ?? (await start());
      return browser.contexts()[0] ?? (await browser.newContext());
    },
    kill,
    async remove() {
      await kill();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
