import type { Browser } from 'playwright-core';

/** The browsers that the tests of a file have started. */
export const openBrowsers = new Set<Browser>();
