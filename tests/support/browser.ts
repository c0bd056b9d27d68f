import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from '../../scripts/find-browser.mjs';
import { openBrowsers } from './open-browsers.ts';

/** What every browser of the tests is started with. */
export const browserArguments: readonly string[] = [
  // Containers and root users have no sandbox.
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--enable-unsafe-webgpu',
];

/** Starts a headless browser with WebGPU switched on. Close it in `afterAll`. `extraArguments` are Chromium's own switches. */
export async function launchBrowser(extraArguments: readonly string[] = []): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === null) {
    throw new Error('No Chromium, Chrome or Edge was found. Install one, or name it in CHROMIUM.');
  }
  const browser = await chromium.launch({ executablePath, args: [...browserArguments, ...extraArguments] });
  openBrowsers.add(browser);
  browser.on('disconnected', () => openBrowsers.delete(browser));
  return browser;
}
