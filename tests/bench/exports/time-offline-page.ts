import type { Browser } from 'playwright-core';
import { openOfflinePage } from '../../runtime/open-offline-page.ts';
import { describeSpread } from '../describe-spread.ts';

/** The offline page, opened from a file with the network off. */
export interface OfflinePageFigures {
  readonly sizeBytes: number;
  /** From opening it to the answer to the first picture, which is chosen as soon as the page is ready. */
  readonly firstPredictionMs: readonly number[];
  /** Addresses beside the file itself that were asked for, and errors. */
  readonly complaints: readonly string[];
}

const openings = 3;

export async function timeOfflinePage(
  browser: Browser,
  html: Uint8Array,
  photo: Uint8Array,
): Promise<OfflinePageFigures> {
  const firstPredictionMs: number[] = [];
  const complaints: string[] = [];
  for (let opening = 0; opening < openings; opening++) {
    const offline = await openOfflinePage(browser, html);
    const readyMs = await offline.waitUntilReady();
    const startMs = performance.now();
    await offline.classify({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(photo) });
    firstPredictionMs.push(readyMs + performance.now() - startMs);
    complaints.push(...offline.complaints);
    await offline.page.context().close();
  }
  console.log(
    `\nOffline page: ${(html.length / 1e6).toFixed(1)} MB, first prediction after ${describeSpread(firstPredictionMs, 0)} ms, ${complaints.length} requests`,
  );
  return { sizeBytes: html.length, firstPredictionMs, complaints };
}
