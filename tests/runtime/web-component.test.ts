import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { componentSnippets } from '../../src/ui/features/export/component-snippets.ts';
import { drawStripesPng } from '../e2e/test-images.ts';
import { launchBrowser } from '../support/browser.ts';
import { type ComponentHost, hostComponent } from './component-host.ts';

const labels = ['cat', 'dog', '</b> "🦊"'];
const image = drawStripesPng('blue', 3);

let browser: Browser;
let host: ComponentHost;
let readme: string;

beforeAll(async () => {
  host = await hostComponent(labels);
  host.put('image.png', image.buffer, 'image/png');
  readme = new TextDecoder().decode(host.files['README.md']);
  browser = await launchBrowser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  expect(host.complaints.splice(0)).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  await host?.close();
});

const readSeen = (page: Page) => page.getByText('Last seen:').innerText();

test('the example runs on a static host and tells of what it sees', async () => {
  const page = await host.open(browser);
  await page.getByText('Show it an image').first().waitFor();
  expect(await readSeen(page)).toBe('Last seen: nothing yet');
  // So that whatever comes first is likely enough for the example.
  await page.evaluate(() =>
    document.addEventListener(
      'graft-prediction',
      (event) => {
        const { detail } = event as CustomEvent<{ confidence: number }>;
        detail.confidence = 0.9;
      },
      { capture: true },
    ),
  );
  await page.getByLabel('Image to classify').setInputFiles(image);
  await page.getByRole('list', { name: 'Predictions' }).waitFor();
  const [first = ''] = await page.getByRole('list', { name: 'Predictions' }).locator('bdi').allInnerTexts();
  expect(labels).toContain(first);
  await expect.poll(() => readSeen(page)).toBe(`Last seen: ${first}`);
});

test('file, <img>, canvas and video give the same answer as the element shows, from code and by event', async () => {
  const page = await host.open(
    browser,
    `<img src="image.png">
    <script type="module">
      import { loadClassifier, preprocess } from './graft-classifier.js';
      const image = document.querySelector('img');
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 224;
      canvas.getContext('2d').drawImage(image, 0, 0);
      const file = await (await fetch('image.png')).blob();
      const bare = await loadClassifier('model/classifier.json');
      const answers = [];
      for (const source of [file, image, canvas]) answers.push(await bare.classify(source));
      const element = document.createElement('graft-classifier');
      element.setAttribute('src', 'model');
      const event = new Promise((resolve) => element.addEventListener('graft-prediction', resolve));
      await new Promise((resolve) => {
        element.addEventListener('graft-ready', resolve);
        document.body.append(element);
      });
      answers.push(await element.classify(image));
      await element.show(new File([file], 'image.png'));
      answers.push((await event).detail);
      const pixels = await preprocess(image, { inputSize: 4, inputRange: [0, 1] });
      window.result = { answers, labels: [bare.labels, element.labels], pixels: [...pixels] };
    </script>`,
  );
  const result = await page.waitForFunction(() => (window as { result?: Result }).result);
  const { answers: given, labels: told, pixels } = (await result.jsonValue()) as Result;
  const [first] = given;
  expect(first?.predictions.map(({ label }) => label).sort()).toEqual([...labels].sort());
  for (const answer of given)
    expect(answer).toMatchObject({ predictions: first?.predictions, label: first?.label });
  expect(given.at(-1)?.source).toBe('file');
  expect(told).toEqual([labels, labels]);
  expect(pixels).toHaveLength(48);
  expect(Math.max(...pixels)).toBeLessThanOrEqual(1);
  expect(Math.min(...pixels)).toBeGreaterThanOrEqual(0);
});

interface Result {
  readonly answers: readonly {
    readonly label: string | null;
    readonly predictions: readonly { readonly label: string; readonly confidence: number }[];
    readonly source?: string;
  }[];
  readonly labels: readonly (readonly string[])[];
  readonly pixels: readonly number[];
}

test('with the attribute `camera` it looks at once; hidden, it still tells', async () => {
  const page = await host.open(
    browser,
    `<graft-classifier src="model/" camera hidden></graft-classifier>
    <script>
      window.seen = 0;
      document.addEventListener('graft-prediction', ({ detail }) => {
        if (detail.source === 'camera') window.seen++;
      });
    </script>
    <script type="module" src="graft-classifier.js"></script>`,
  );
  await page.waitForFunction(() => (window as unknown as { seen: number }).seen > 2);
  expect(await page.getByRole('button').count()).toBe(0);
});

test('a model that is not there, is none, or points elsewhere is said in a sentence', async () => {
  host.put('none.json', '{"format":"other"}');
  host.put('elsewhere.json', '{"weights":{"file":"//other.example/w.bin"}}');
  const page = await host.open(
    browser,
    `<graft-classifier src="missing/"></graft-classifier>
    <script type="module" src="graft-classifier.js"></script>`,
  );
  await page.getByText('The model could not be fetched.').first().waitFor();
  for (const src of ['none.json', 'elsewhere.json']) {
    await page.evaluate(
      (value) => document.querySelector('graft-classifier')?.setAttribute('src', value),
      src,
    );
    await page.getByText('The model in here is damaged or of another kind.').first().waitFor();
    // As text, because an import in a function would be rewritten for Node.
    const thrown = await page.evaluate(
      `import('./graft-classifier.js').then((module) => module.loadClassifier('${src}')).catch((error) => error.message)`,
    );
    expect(thrown).toContain('damaged or of another kind');
  }
  await page.evaluate(() => document.querySelector('graft-classifier')?.setAttribute('src', 'model'));
  await page.getByText('Show it an image').first().waitFor();
});

test('the code of the README: when I see ...', async () => {
  const code = /when I see[^`]*```js\n(.*?)\n```/s.exec(readme)?.[1] ?? '';
  const page = await host.open(
    browser,
    `<graft-classifier></graft-classifier>
    <script type="module">${code}</script>`,
  );
  const see = (label: string | null, confidence: number) =>
    page.evaluate(
      (detail) =>
        document
          .querySelector('graft-classifier')
          ?.dispatchEvent(new CustomEvent('graft-prediction', { detail })),
      { label, confidence },
    );
  for (const [label, confidence] of [
    ['cat', 0.9],
    ['cat', 0.95],
    ['dog', 0.9],
    [null, 0.9],
    ['cat', 0.5],
    ['cat', 0.9],
  ] as const)
    await see(label, confidence);
  await page.getByText('Meow! Woof! Meow!').waitFor();
});

test('the code that the studio shows gives the same answer as HTML and as JavaScript', async () => {
  const code = (wanted: string) => componentSnippets.find(({ language }) => language === wanted)?.code ?? '';
  expect(readme).toContain(code('JavaScript'));
  const page = await host.open(browser, code('HTML'));
  await page.getByText('Show it an image').first().waitFor();
  const [said] = await Promise.all([
    page.waitForEvent('console'),
    page.getByLabel('Image to classify').setInputFiles(image),
  ]);
  const other = await host.open(
    browser,
    `<img src="image.png"><script type="module">
      const image = document.querySelector('img');
      await image.decode();
      ${code('JavaScript').replace("import { loadClassifier } from './graft-classifier.js';", "const { loadClassifier } = await import('./graft-classifier.js');")}
    </script>`,
  );
  const saidByCode = await other.waitForEvent('console');
  expect(labels.some((label) => said.text().startsWith(`${label} 0.`))).toBe(true);
  expect(saidByCode.text()).toBe(said.text());
});

test('nothing is violated on the example, light and dark, wide and narrow', async () => {
  const page = await host.open(browser);
  await page.getByText('Show it an image').first().waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 390]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
    }
  }
});
