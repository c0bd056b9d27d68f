import { strFromU8 } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectSound } from './expect-sound.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

test('a link to the model becomes a QR code that says where it leads, to be downloaded and printed', async () => {
  const studio = await session.openStudio({}, (context) =>
    // What is printed, instead of the dialog.
    context.addInitScript(() => {
      window.print = () => {
        (window.parent as unknown as { printed?: string }).printed = document.body.innerText;
      };
    }),
  );
  const { page } = studio;
  await studio.importStripes({ red: 6, blue: 6 });
  await studio.setNumber('Epochs', 3);
  await studio.train();
  await page.getByText('Share it by a link or a QR code').click();
  const address = page.getByRole('textbox', { name: 'Address of the page' });
  // On this device alone there is nothing to suggest.
  expect(await address.inputValue()).toBe('');
  expect(await page.getByRole('img', { name: /^QR code of/ }).count()).toBe(0);
  await expectSound(studio, 'export, sharing without an address', '#export');

  await page.getByText('Graft with the model', { exact: true }).click();
  await page.getByText('beside its index.html').waitFor();
  await address.fill('https://school.example/graft/?model=graft-page-red-blue.html');
  await page
    .getByRole('img', { name: 'QR code of https://school.example/graft/?model=graft-page-red-blue.html' })
    .waitFor();
  await expectSound(studio, 'export, sharing Graft with the model', '#export');
  await page.getByText('The page alone', { exact: true }).click();
  expect(await address.inputValue()).toBe('');
  await address.fill('school.example/page.html');
  await page.getByText('That is no address of a web page.').waitFor();
  await address.fill('http://school.example/our birds.html');
  const code = page.getByRole('img', { name: 'QR code of http://school.example/our%20birds.html' });
  await expect.poll(() => code.evaluate((image: HTMLImageElement) => image.naturalWidth > 0)).toBe(true);
  await page.getByText('browsers let no page use the camera over http://.').waitFor();
  await address.fill('http://localhost:8000/page.html');
  await page.getByText('This address leads to this device alone').waitFor();
  await address.fill('http://school.example/our birds.html');
  await page.getByRole('textbox', { name: 'Label' }).fill('Our birds');
  await expectSound(studio, 'export, with a QR code', '#export');

  const svg = await studio.download('Download code as SVG');
  expect(svg.fileName).toBe('graft-qr-code-our-birds.svg');
  expect(strFromU8(svg.bytes)).toContain('<title>http://school.example/our%20birds.html</title>');
  const png = await studio.download('Download code as PNG');
  expect(strFromU8(png.bytes.subarray(1, 4))).toBe('PNG');
  await studio.button('Print code').click();
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { printed?: string }).printed))
    .toMatch(/^Our birds\s+http:\/\/school\.example\/our%20birds\.html$/);
  expect(session.complaints).toEqual([]);
});
