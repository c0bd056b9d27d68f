import { AxeBuilder } from '@axe-core/playwright';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enExport } from '../../src/messages/en-export.ts';
import { expectSound } from './expect-sound.ts';
import { expectChecked, readColour } from './export-choices.ts';
import { choiceOf } from './read-code.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

const patience = 300_000;

test(
  'every model is opened again by the program that people use, and the page says how near it is',
  async () => {
    const studio = await session.openStudio();
    await studio.page.getByText('Which formats?').click();
    for (const { name } of Object.values(enExport.formats)) {
      await studio.page.locator('#export dt').getByText(name, { exact: true }).waitFor();
    }
    await studio.trainStripes();
    for (const name of [
      'full model (TF.js)',
      'graph model (TF.js)',
      'head (TF.js)',
      'for Teachable Machine',
    ]) {
      const { bytes } = await studio.download(`Download ${name}`);
      await expectChecked(studio, name, 'TensorFlow.js 4.22.0');
      const metadata = JSON.parse(strFromU8(unzipSync(bytes)['metadata.json'] as Uint8Array));
      const { check } = metadata.userMetadata ?? metadata;
      expect(check).toMatchObject({ outcome: 'compared', passed: true });
      expect(check.largestDifference).toBeLessThan(1e-4);
    }
    for (const details of await studio.page.locator('#export').getByText('How to use it').all())
      await details.click();
    for (const [name, ending] of [
      ['Keras', '.keras'],
      ['C header', '.h'],
    ] as const) {
      const { fileName, bytes } = await studio.download(`Download ${name}`);
      expect(fileName.endsWith(ending)).toBe(true);
      expect(bytes.length).toBeGreaterThan(3_000_000);
      await choiceOf(studio, name)
        .getByText(/^Not checked here/)
        .waitFor();
    }
    const smaller = choiceOf(studio, 'full model (TF.js)').getByText(/^16-bit/);
    await smaller.click();
    const { fileName, bytes } = await studio.download('Download full model (TF.js)');
    expect(fileName).toContain('float16');
    expect(bytes.length).toBeLessThan(7_000_000);
    await expectChecked(studio, 'full model (TF.js)', 'TensorFlow.js 4.22.0');
    await expectSound(studio, 'export, with all details and what came of checks', '#export');
    expect(session.complaints).toEqual([]);
  },
  patience,
);

test(
  'a file that gives other answers is handed over with a warning in red, which it holds itself',
  async () => {
    const studio = await session.openStudio({}, (context) =>
      context.route('**/assets/*.js', async (route) => {
        const response = await route.fetch({ maxRetries: 3 });
        const code = await response.text();
        // Of the writer's layers alone: a limit that makes each of them say less than the studio's.
        await route.fulfill({ response, body: code.replaceAll('max_value:6', 'max_value:1') });
      }),
    );
    await studio.trainStripes();
    const { bytes } = await studio.download('Download full model (TF.js)');
    const warning = choiceOf(studio, 'full model (TF.js)').getByRole('alert');
    await expect
      .poll(() => warning.innerText())
      .toMatch(/^Do not rely on this file\. TensorFlow\.js 4\.22\.0 gives other answers/);
    const colour = await warning.evaluate((element) => getComputedStyle(element).color);
    expect(colour).toBe(await readColour(studio, '--danger-ink'));
    const metadata = JSON.parse(strFromU8(unzipSync(bytes)['metadata.json'] as Uint8Array));
    expect(metadata.check).toMatchObject({ outcome: 'compared', passed: false });
    expect(metadata.check.description).toContain('do not rely on this file');
    await expectSound(studio, 'export, with a file that failed its check', '#export');
  },
  patience,
);

test(
  'class names arrive byte for byte, and the model card is a sound page that says what its maker stated',
  async () => {
    const studio = await session.openStudio();
    const { page } = studio;
    await studio.importStripes({ red: 8, green: 8, blue: 8 });
    // As long as a name can be, and twice.
    const long = `a/b\\c ${'long '.repeat(40)}`.slice(0, 99).concat('!');
    const names = ['"quoted" & <b>bold</b> 🦊', long, long];
    for (const [index, name] of names.entries()) {
      const box = page.getByRole('textbox', { name: 'Class name' }).nth(index);
      await box.fill(name);
      await box.blur();
    }
    await studio.setNumber('Epochs', 5);
    await studio.train();
    const { bytes } = await studio.download('Download full model (TF.js)');
    const { labels } = JSON.parse(strFromU8(unzipSync(bytes)['metadata.json'] as Uint8Array));
    expect([...labels].sort()).toEqual([...names].sort());

    await page.getByText('What only you know').click();
    await page.getByLabel('Meant for', { exact: true }).fill('Sorting <stripes> by hand & eye.');
    const card = await studio.download('Download model card');
    expect(card.fileName).toMatch(/^graft-model-card.*\.html$/);
    const cardPage = await (await session.browser.newContext()).newPage();
    await cardPage.setContent(new TextDecoder().decode(card.bytes));
    expect(await cardPage.title()).toMatch(/^Model card: /);
    await cardPage.getByText('Sorting <stripes> by hand & eye.', { exact: true }).waitFor();
    expect(await cardPage.getByText('Not stated by its maker.').count()).toBe(4);
    for (const name of names)
      await cardPage.getByRole('listitem').filter({ hasText: name }).first().waitFor();
    await cardPage.getByRole('table', { name: /^Confusion matrix/ }).waitFor();
    await cardPage
      .getByText(/^95 % interval: /)
      .first()
      .waitFor();
    await cardPage.getByText('Apache-2.0').waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1280, 390]) {
        await cardPage.emulateMedia({ colorScheme });
        await cardPage.setViewportSize({ width, height: 900 });
        const { violations } = await new AxeBuilder({ page: cardPage }).setLegacyMode().analyze();
        expect(violations.map(({ id }) => id)).toEqual([]);
        const sideways = await cardPage.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(sideways).toBe(0);
      }
    }
    expect(session.complaints).toEqual([]);
  },
  patience,
);
