import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { componentSnippets } from '../../src/ui/features/export/component-snippets.ts';
import { type ComponentHost, hostComponent } from '../runtime/component-host.ts';
import { launchBrowser } from '../support/browser.ts';

const labels = ['cat', 'dog', 'bird'];

let browser: Browser;
let host: ComponentHost;

beforeAll(async () => {
  host = await hostComponent(labels);
  host.put('p5.js', await readFile('tests/clients/p5/node_modules/p5/lib/p5.min.js'));
  browser = await launchBrowser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
});

afterAll(async () => {
  await browser?.close();
  await host?.close();
});

test('a sketch of p5.js names what its camera sees, by the code that the studio shows', async () => {
  const code = componentSnippets.find(({ language }) => language === 'p5.js')?.code ?? '';
  expect(new TextDecoder().decode(host.files['README.md'])).toContain(code);
  host.put('sketch.js', code);
  const page = await host.open(
    browser,
    `<script src="p5.js"></script>
    <script>
      window.written = [];
      const { text } = p5.prototype;
      p5.prototype.text = function (words, ...place) {
        window.written.push(words);
        return text.call(this, words, ...place);
      };
    </script>
    <script type="module" src="sketch.js"></script>`,
  );
  const written = await page.waitForFunction(
    (known) => (window as unknown as { written: string[] }).written.find((words) => known.includes(words)),
    labels,
  );
  expect(labels).toContain(await written.jsonValue());
  expect(host.complaints).toEqual([]);
});
