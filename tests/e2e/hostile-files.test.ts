import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostileFilesMissing, listHostileFiles } from '../support/hostile-files.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';

const skipped = hostileFilesMissing === null ? '' : `, skipped: ${hostileFilesMissing}`;

describe.skipIf(hostileFilesMissing !== null)(`105 unusual and broken files at once${skipped}`, () => {
  let session: StudioSession;

  beforeAll(async () => {
    session = await startStudioSession();
  });

  afterAll(async () => {
    await session?.close();
  });

  test('the page lives, and no file is missing without a word', async () => {
    const studio = await session.openStudio();
    const files = listHostileFiles();
    expect(files.size).toBe(105);
    await studio.button('Add class').first().click();
    await studio.fileInput('Add images to Class 1').setInputFiles([...files.values()]);
    // While they come in the page answers.
    await studio.button('Add class').first().click();
    await studio.classCard('Class 2').waitFor();
    const summary =
      /^(\d+) images ready in 1 class, \d+ of them copies of others, (\d+) with a remark, (\d+) files left out\.$/;
    await expect.poll(() => studio.status.innerText(), { timeout: 300_000 }).toMatch(summary);
    const [, came, remarked, leftOut] = (summary.exec(await studio.status.innerText()) ?? []).map(Number);
    console.log(`${came} came in, ${remarked} of them with a remark; ${leftOut} are listed.`);

    expect((came ?? 0) + (leftOut ?? 0)).toBe(105);
    expect(await studio.readClasses()).toEqual({ 'Class 1': came, 'Class 2': 0 });
    for (const amount of [leftOut, remarked]) await studio.button(`Show all ${amount}`).click();
    for (const [list, amount] of [
      [await studio.readProblems(), leftOut],
      [await studio.readRemarks(), remarked],
    ] as const) {
      expect(list).toHaveLength(amount ?? Number.NaN);
      for (const { file, sentence } of list) expect(sentence, file).toMatch(/ (is not|is) used\b.*\.$/);
    }
    await studio.button('Dismiss').click();
    await studio.button('Dismiss remarks').click();
    expect([await studio.readProblems(), await studio.readRemarks()]).toEqual([[], []]);
    // The page says nothing in the console that a person would have to fear.
    expect(session.complaints).toEqual([]);
  }, 400_000);
});
