import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

/** Where Chromium-family browsers usually lie, by platform; the first that exists is used. */
const usualPlaces = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
    '/usr/bin/microsoft-edge',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      path.join(folder, 'Google/Chrome/Application/chrome.exe'),
      path.join(folder, 'Microsoft/Edge/Application/msedge.exe'),
    ]),
};

/**
 * The browser that tests run in: the one named by the environment variable CHROMIUM, an installed Chromium, Chrome
 * or Edge, or the one that Playwright downloaded.
 * @returns {string | null} its path, or null where there is none
 */
export function findBrowser() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const candidates = [...(usualPlaces[process.platform] ?? []), chromium.executablePath()];
  return candidates.find((candidate) => existsSync(candidate)) ?? null;
}
