import type { Page } from 'playwright-core';
import type { ImageRemark } from '../../../src/core/images/image-remark.ts';
import type { FileFailure } from '../../../src/core/shared/failure.ts';

export interface TestFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** The colours of the thumbnail in 16 rows of 16 squares, three numbers each. */
export type Grid = readonly (readonly number[])[];

/** What became of one file. */
export interface Outcome {
  readonly failure?: FileFailure;
  /** Nothing else is known of a file whose bytes came before. */
  readonly isCopy?: boolean;
  readonly size?: readonly number[];
  readonly remark?: ImageRemark | null;
  readonly grid?: Grid;
}

/** Sends files, made or by their paths, through the real engine of the engine page, all at once. */
export async function embedFiles(
  page: Page,
  files: readonly TestFile[] | readonly string[],
): Promise<readonly Outcome[]> {
  await page.evaluate(() => {
    const input = document.createElement('input');
    Object.assign(input, { type: 'file', multiple: true });
    document.body.replaceChildren(input);
  });
  await page.setInputFiles('input', files as string[]);
  return page.evaluate(async () => {
    const { client } = window.engine;
    const started = await client.start({ backend: 'wasm', baseModel: { kind: 'built-in' } }, () => {});
    if ('kind' in started) throw new Error(JSON.stringify(started));
    const chosen = Array.from(document.querySelector('input')?.files ?? []);
    const outcomes: Outcome[] = [];
    const images = chosen.map((image, i) => ({ id: `${i}`, image }));
    const ending = await client.embedImages(images, async (group) => {
      for (const result of group) {
        if ('failure' in result) {
          outcomes.push({ failure: result.failure });
        } else if ('knownImageHash' in result) {
          outcomes.push({ isCopy: true });
        } else {
          const { width, height, remark, thumbnail } = result;
          const context = new OffscreenCanvas(16, 16).getContext('2d');
          if (context === null) throw new Error('no canvas');
          context.imageSmoothingQuality = 'high';
          context.drawImage(await createImageBitmap(thumbnail), 0, 0, 16, 16);
          const { data } = context.getImageData(0, 0, 16, 16);
          const grid = Array.from({ length: 256 }, (_, i) => [...data.subarray(i * 4, i * 4 + 3)]);
          outcomes.push({ size: [width, height], remark, grid });
        }
      }
      return 'continue';
    });
    if ('kind' in ending) throw new Error(JSON.stringify(ending));
    return outcomes;
  });
}
