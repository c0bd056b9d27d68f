import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../scripts/project.mjs';
import { en } from '../../src/messages/en.ts';
import { classColourCount } from '../../src/studio/studio-state.ts';

type Rgb = readonly [number, number, number];

const theme = await readFile(path.join(projectFolder, 'src/ui/theme.css'), 'utf8');
const schemes = {
  light: theme.indexOf(':root {'),
  dark: theme.indexOf(':root[data-mantine-color-scheme="dark"]'),
};

/** Linear light of a colour of theme.css, 0 to 1. */
function readColour(scheme: keyof typeof schemes, name: string): Rgb {
  const [, hex] = new RegExp(`--${name}: #([0-9a-f]{6});`).exec(theme.slice(schemes[scheme])) ?? [];
  if (hex === undefined) throw new Error(`no ${name}`);
  return [0, 2, 4].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
}

/** WCAG 2, relative luminance and contrast. */
function contrast(a: Rgb, b: Rgb): number {
  const luminance = ([r, g, blue]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** How people see who lack red, green or blue cones: Machado, Oliveira and Fernandes 2009, severity 1. */
const eyes: Readonly<Record<string, readonly Rgb[]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function see(rows: readonly Rgb[], colour: Rgb): Rgb {
  return rows.map((row) => {
    const sum = row[0] * colour[0] + row[1] * colour[1] + row[2] * colour[2];
    return Math.min(1, Math.max(0, sum));
  }) as unknown as Rgb;
}

/** Ottosson's OKLab: distances in it are near to how different colours look. */
function toLab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

const places = Array.from({ length: classColourCount }, (_, place) => place);

test('every colour of a class has a name of its own', () => {
  expect(new Set(en.gallery.colours).size).toBe(classColourCount);
});

test.each(['light', 'dark'] as const)(
  'the %s colours of classes stand out from the ground, 3:1 or more',
  (scheme) => {
    for (const ground of ['surface', 'surface-sunken', 'surface-accent']) {
      for (const place of places) {
        const ratio = contrast(readColour(scheme, `class-${place}`), readColour(scheme, ground));
        expect(ratio, `${en.gallery.colours[place]} on ${ground}`).toBeGreaterThanOrEqual(3);
      }
    }
  },
);

test.each(['light', 'dark'] as const)('the %s colours of classes differ for all eyes', (scheme) => {
  for (const [eye, rows] of Object.entries(eyes)) {
    for (const one of places) {
      for (const other of places.slice(0, one)) {
        const [a, b] = [one, other].map((place) => toLab(see(rows, readColour(scheme, `class-${place}`))));
        const distance = Math.hypot(...(a as Rgb).map((value, axis) => value - ((b as Rgb)[axis] ?? 0)));
        const pair = `${en.gallery.colours[other]} and ${en.gallery.colours[one]} for ${eye} eyes`;
        expect(distance, pair).toBeGreaterThan(0.07);
      }
    }
  }
});
