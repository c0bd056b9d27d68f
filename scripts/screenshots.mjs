/**
 * `npm run screenshots`: the README's picture of the real app, public/screenshot.png.
 * With `-- --folder DIR` a picture of every state instead, wide and narrow, light and dark; with `--zip FILE` on those images.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { getReady } from './get-ready.mjs';
import { importTypeScript, projectFolder } from './project.mjs';

const { values: options } = parseArgs({ options: { folder: { type: 'string' }, zip: { type: 'string' } } });

await getReady();

const { takeReadmePicture, takeScreenshots } = await importTypeScript('tests/e2e/take-screenshots.ts');
if (options.folder === undefined) {
  await takeReadmePicture(path.join(projectFolder, 'public/screenshot.png'));
} else {
  await takeScreenshots(path.resolve(options.folder), options.zip ?? null);
}
