import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { DataSet } from '../data-sets.ts';
import { nearDuplicateKinds } from './make-copies.ts';
import type { HealthFigures } from './measure-in-page.ts';

/** How many photographs of a data set are copied, about. */
const copiedCount = 100;

/** Prints how well near duplicates, faults of the pixels and misfits are told apart on photographs and made copies. */
export async function measureDataSets(
  page: Page,
  dataSets: readonly DataSet[],
): Promise<readonly HealthFigures[]> {
  const all: HealthFigures[] = [];
  for (const { name, folder, train, test } of dataSets) {
    const files = [...train, ...test].sort();
    console.log(
      `\n${name}: embedding ${files.length} photographs and copies of about ${copiedCount} of them ...`,
    );
    const images = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'base64')));
    const figures = await page.evaluate(
      (set) => window.bench.measureHealth(set.files, set.images, set.copyEvery),
      { files, images, copyEvery: Math.max(1, Math.round(files.length / copiedCount)) },
    );
    describeFigures(figures);
    all.push(figures);
  }
  for (const count of [1000, 5000]) {
    const { imageCount, durationMs } = await page.evaluate(
      (most) => window.bench.timeComparison(most),
      count,
    );
    console.log(`Comparing ${imageCount} images and copies with each other: ${durationMs.toFixed(0)} ms`);
  }
  return all;
}

function describeFigures({
  imageCount,
  groups,
  comparedMs,
  copies,
  mixedGroups,
  faults,
  misfits,
}: HealthFigures): void {
  const share = (count: number, of: number) => `${count} of ${of} (${((100 * count) / of).toFixed(1)} %)`;
  console.log(
    `Compared in ${comparedMs.toFixed(0)} ms: ${groups.length} groups of near duplicates among the photographs`,
  );
  for (const group of groups) console.log(`  ${group.join('  ')}`);
  console.log(`${mixedGroups.length} groups hold copies of more than one photograph`);
  for (const { kind, count, foundCount, faults: found } of copies) {
    const missed = nearDuplicateKinds.includes(kind) ? `missed ${share(count - foundCount, count)}` : '';
    const said = Object.entries(found).map(([fault, times]) => `${fault} ${share(times, count)}`);
    console.log(`  ${kind.padEnd(18)} ${missed.padEnd(26)} ${said.join(', ')}`);
  }
  const sound = Object.entries(faults).filter(([fault]) => fault !== 'none');
  console.log(
    `Photographs said to be faulty: ${sound.length === 0 ? 'none' : sound.map(([fault, files]) => `${fault} ${share(files?.length ?? 0, imageCount)}: ${files?.slice(0, 5).join(' ')}`).join('; ')}`,
  );
  console.log(
    `Misfits: nearer to another class ${share(misfits.nearerToOther, imageCount)}, far from their own ${share(misfits.farFromOwn, imageCount)}; ` +
      `of ${misfits.misplaced} that were misplaced ${share(misfits.misplacedFound, misfits.misplaced)} are found, and ${misfits.falselyFound} others are named`,
  );
}
