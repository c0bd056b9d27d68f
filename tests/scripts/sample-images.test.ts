import { readFile } from 'node:fs/promises';
import { decode } from 'fast-png';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepare } from '../../scripts/prepare/prepare.mjs';
import { createSampleFiles } from '../../scripts/prepare/sample-images.mjs';

interface SampleImage {
  readonly file: string;
  readonly folder: string;
  readonly className: string;
  readonly style: string;
  readonly object: string;
  readonly png: Uint8Array;
}

interface Credits {
  readonly changes: string;
  readonly styles: readonly {
    readonly id: string;
    readonly package: string;
    readonly packageVersion: string;
    readonly author: string;
    readonly licence: string;
    readonly licenceId: string;
    readonly licenceUrl: string;
    readonly folder: string;
    readonly imageCount: number;
  }[];
}

const classNames = ['Animal', 'Building', 'Food', 'Vehicle'];
let zipBytes: Buffer;
let images: SampleImage[];
let credits: Credits;

beforeAll(async () => {
  await prepare();
  zipBytes = await readFile('public/samples/sample-images.zip');
  credits = JSON.parse(await readFile('public/samples/credits.json', 'utf8'));
  images = Object.entries(unzipSync(zipBytes)).map(([file, png]) => {
    const match = /^(train|test)\/([A-Za-z]+)\/([a-z]+)-([a-z-]+)\.png$/.exec(file);
    if (match === null) throw new Error(`the ZIP has a file that is no sample: ${file}`);
    const [, folder = '', className = '', style = '', object = ''] = match;
    return { file, folder, className, style, object, png };
  });
});

function namesOf(chosen: readonly SampleImage[], part: 'className' | 'style' | 'object'): string[] {
  return [...new Set(chosen.map((image) => image[part]))].sort();
}

describe('sample images', () => {
  it('have the same four classes to train and to test on, in numbers near to even', () => {
    for (const [folder, least, most] of [
      ['train', 55, 75],
      ['test', 10, 20],
    ] as const) {
      const inFolder = images.filter((image) => image.folder === folder);
      expect(namesOf(inFolder, 'className')).toEqual(classNames);
      for (const className of classNames) {
        const count = inFolder.filter((image) => image.className === className).length;
        expect(count, `${folder}/${className}`).toBeGreaterThanOrEqual(least);
        expect(count, `${folder}/${className}`).toBeLessThanOrEqual(most);
      }
    }
  });

  it('show each class in every training style', () => {
    const training = images.filter((image) => image.folder === 'train');
    for (const className of classNames) {
      const ofClass = training.filter((image) => image.className === className);
      expect(namesOf(ofClass, 'style'), className).toEqual(['fluent', 'noto', 'openmoji']);
    }
  });

  it('keep one style, and the objects drawn in it, for the test set alone', () => {
    const training = images.filter((image) => image.folder === 'train');
    const test = images.filter((image) => image.folder === 'test');
    expect(namesOf(test, 'style')).toEqual(['twemoji']);
    expect(namesOf(training, 'style')).not.toContain('twemoji');
    const trained = new Set(namesOf(training, 'object'));
    expect(namesOf(test, 'object').filter((object) => trained.has(object))).toEqual([]);
  });

  it('are opaque pictures of 160 x 160 pixels, something drawn over white', () => {
    for (const { file, png } of images) {
      const { width, height, channels, depth, data } = decode(png);
      expect({ file, width, height, channels, depth }).toEqual({
        file,
        width: 160,
        height: 160,
        channels: 3,
        depth: 8,
      });
      expect(data.includes(255), `${file} has white`).toBe(true);
      const darkCount = data.filter((value) => value < 200).length;
      expect(darkCount / data.length, `${file} shows something`).toBeGreaterThan(0.02);
    }
  });

  it('are all different pictures', () => {
    const contents = new Set(images.map(({ png }) => Buffer.from(png).toString('base64')));
    expect(contents.size).toBe(images.length);
  });

  it('fit in three megabytes', () => {
    expect(zipBytes.length).toBeLessThan(3_000_000);
  });

  it('come out byte for byte the same when they are made again', () => {
    const again = createSampleFiles();
    expect(Buffer.compare(Buffer.from(again['sample-images.zip']), zipBytes)).toBe(0);
    expect(JSON.parse(again['credits.json'])).toEqual(credits);
  });
});

describe('credits of the sample images', () => {
  it('name author, licence and installed version of each style, and count its images', async () => {
    expect(credits.changes).toMatch(/rasterised/i);
    for (const style of credits.styles) {
      const packageFolder = `node_modules/${style.package}`;
      const info = JSON.parse(await readFile(`${packageFolder}/info.json`, 'utf8'));
      const { version, license } = JSON.parse(await readFile(`${packageFolder}/package.json`, 'utf8'));
      expect(style).toMatchObject({
        packageVersion: version,
        author: info.author.name,
        licence: info.license.title,
        licenceId: license,
        licenceUrl: info.license.url,
      });
      const ofStyle = images.filter((image) => image.style === style.id);
      expect(style.imageCount).toBe(ofStyle.length);
      expect(ofStyle.every((image) => image.folder === style.folder)).toBe(true);
    }
    expect(credits.styles.map((style) => style.id).sort()).toEqual(namesOf(images, 'style'));
  });
});
