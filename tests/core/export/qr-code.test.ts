import { decode } from 'fast-png';
import jsQr from 'jsqr';
import { describe, expect, it } from 'vitest';
import { writeQrFile } from '../../../src/core/export/qr-code/write-qr-file.ts';
import { writeQrPage } from '../../../src/core/export/qr-code/write-qr-page.ts';
import { readLink } from '../../../src/studio/read-link.ts';

/** What a reader of other people finds in a PNG. */
function scan(bytes: Uint8Array): string | undefined {
  const { width, height, depth, channels, data } = decode(bytes);
  expect([depth, channels]).toEqual([1, 1]);
  const rowBytes = Math.ceil(width / 8);
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const byte = data[y * rowBytes + (x >> 3)] as number;
      rgba.fill((byte >> (7 - (x & 7))) & 1 ? 255 : 0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return jsQr(rgba, width, height)?.data;
}

describe('the code of a link', () => {
  it.each([
    ['short', 'https://school.example/graft-page.html'],
    ['with letters that are no ASCII', 'https://schüle.example/モデル "1".html?a=1&b=<2>#c'],
    ['as long as can be', `https://school.example/${'a/'.repeat(988)}x`],
  ])('is read by a program that is not ours, %s', (_, text) => {
    const link = readLink(` ${text}\n`);
    if (link.problem !== null) throw new Error(link.problem);
    expect(link.address).toBe(new URL(text).href);
    expect(scan(writeQrFile(link.address, '', 'png').bytes)).toBe(link.address);
  });

  it('is called by its address as a picture, whatever stands in that', () => {
    const { fileName, bytes } = writeQrFile(`https://a.example/?q=</title><script>'"&`, 'Our birds', 'svg');
    expect(fileName).toBe('graft-qr-code-our-birds.svg');
    const svg = new TextDecoder().decode(bytes);
    expect(svg).toContain('<title>https://a.example/?q=&lt;/title&gt;&lt;script&gt;&#39;&quot;&amp;</title>');
    expect(svg).not.toContain('<script>');
  });

  it('stands on paper with its label and its address', () => {
    const page = writeQrPage('https://a.example/', 'Our <b>birds</b>');
    expect(page).toContain('<h1>Our &lt;b&gt;birds&lt;/b&gt;</h1>');
    expect(page).toContain('<p>https://a.example/</p>');
  });
});
