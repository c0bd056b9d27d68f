import { createRequire } from 'node:module';
import path from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { encode } from 'fast-png';
import { zipSync } from 'fflate';
import { sampleClasses, sampleStyles } from './sample-objects.mjs';

const require = createRequire(import.meta.url);
/** Side of each square image, in pixels. */
const imageSize = 160;

/**
 * The sample images: emoji of four classes in four art styles, rasterised over white, as one ZIP of class folders under
 * train/ and test/, and the credits that their licences ask for; the same bytes at every run.
 * @returns {{ 'sample-images.zip': Uint8Array, 'credits.json': string }} contents by file name
 */
export function createSampleFiles() {
  const images = drawSamples();
  return {
    // A PNG does not get smaller when it is compressed again; without a fixed time the bytes would differ.
    'sample-images.zip': zipSync(images, { level: 0, mtime: new Date(1980, 0, 1) }),
    'credits.json': `${JSON.stringify(describeCredits(Object.keys(images)), null, 2)}\n`,
  };
}

/** Every image by its path in the ZIP, e.g. `train/Animal/noto-dog.png`. */
function drawSamples() {
  const images = {};
  for (const style of sampleStyles) {
    const icons = require(`${style.package}/icons.json`);
    for (const sampleClass of sampleClasses) {
      for (const entry of listObjects(sampleClass, style)) {
        const [object, icon] = typeof entry === 'string' ? [entry, entry] : entry;
        images[`${style.folder}/${sampleClass.name}/${style.id}-${object}.png`] = drawIcon(icons, icon);
      }
    }
  }
  return images;
}

function listObjects(sampleClass, style) {
  if (style.folder === 'test') return sampleClass.test;
  return [...sampleClass.train, ...(sampleClass.trainExtras[style.id] ?? [])];
}

/** One icon of an Iconify set as an opaque RGB PNG. */
function drawIcon(icons, name) {
  const icon = icons.icons[name];
  if (icon === undefined || icon.hidden) throw new Error(`${icons.prefix} has no icon ${name}`);
  const { left = 0, top = 0, width = icons.width, height = icons.height } = icon;
  const svg = [
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"',
    ` width="${imageSize}" height="${imageSize}" viewBox="${left} ${top} ${width} ${height}">`,
    `${icon.body}</svg>`,
  ].join('');
  const { pixels } = new Resvg(svg, { background: '#fff', font: { loadSystemFonts: false } }).render();
  const rgb = pixels.filter((_, i) => i % 4 !== 3);
  return encode({ width: imageSize, height: imageSize, channels: 3, data: rgb }, { zlib: { level: 9 } });
}

/** Who drew the images and under which licence, as the packages themselves say. */
function describeCredits(imagePaths) {
  return {
    format: 'graft-sample-credits',
    version: 1,
    changes: `Rasterised from SVG to PNG, ${imageSize} x ${imageSize} pixels, over white. Nothing else was changed.`,
    styles: sampleStyles.map((style) => {
      const { name, author, license } = require(`${style.package}/info.json`);
      const { version } = require(`${style.package}/package.json`);
      return {
        id: style.id,
        name,
        author: author.name,
        authorUrl: author.url,
        licence: license.title,
        licenceId: license.spdx,
        licenceUrl: license.url,
        package: style.package,
        packageVersion: version,
        folder: style.folder,
        imageCount: imagePaths.filter((file) => path.posix.basename(file).startsWith(`${style.id}-`)).length,
      };
    }),
  };
}
