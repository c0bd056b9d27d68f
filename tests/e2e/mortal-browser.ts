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
  let running: ChildProcess | null = null;
  let browser: Browser | null = null;

  async function start(): Promise<Browser> {
    for (let tries = 1; ; tries++) {
      try {
        browser = await chromium.connectOverCDP(await startProcess(), { timeout: 20_000 });
        return browser;
      } catch (error) {
        // A browser that was killed in mid-work may hang at its next start: that is its own affair, not the page's.
        await kill();
        if (tries === 3) throw error;
      }
    }
  }

  /** @returns the address of its DevTools */
  async function startProcess(): Promise<string> {
    const portFile = path.join(profile, 'DevToolsActivePort');
    await rm(portFile, { force: true });
    running = spawn(
      findBrowser() ?? 'chromium',
      ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, ...browserArguments],
      { detached: true, stdio: 'ignore' },
    );
    for (let tries = 0; tries < 300; tries++) {
      const [port] = (await readFile(portFile, 'utf8').catch(() => '')).split('\n');
      if (port !== undefined && port !== '') return `http://127.0.0.1:${port}`;
      await setTimeout(100);
    }
    throw new Error('the browser did not start');
  }

  async function kill(): Promise<void> {
    const [killed, connection] = [running, browser];
    running = null;
    browser = null;
    if (killed?.pid === undefined) return;
    const ended = new Promise((resolve) => killed.once('exit', resolve));
    process.kill(-killed.pid, 'SIGKILL');
    await ended;
    await connection?.close().catch(() => {});
  }

  return {
    async open() {
      const opened = browser ?? (await start());
      return opened.contexts()[0] ?? (await opened.newContext());
    },
    kill,
    async remove() {
      await kill();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
