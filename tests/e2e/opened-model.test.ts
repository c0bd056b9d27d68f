import { afterAll, beforeAll, expect, test } from 'vitest';
import { dragFiles, writeDraggable } from './drag-files.ts';
import { expectSound } from './expect-sound.ts';
import { predictManyImages } from './predict-many-images.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { drawMany, packZip, type TestFile } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

const images = [...drawMany('red', 3, 70), ...drawMany('green', 3, 80)];

/** What each download is to give again, and how near. */
const ways = [
  { button: 'Download full model (TF.js)', maker: 'Exported by Graft', tolerance: 1e-4 },
  { button: 'Download graph model (TF.js)', maker: 'Exported by Graft', tolerance: 1e-4 },
  { button: 'Download for Teachable Machine', maker: 'Exported by Graft', tolerance: 1e-4 },
  { button: 'Download head (TF.js)', maker: 'a head alone', tolerance: 1e-4 },
] as const;

test('what was downloaded opens in a new page, predicts the same, and stands beside a head that is trained there', async () => {
  const maker = await session.openStudio();
  await maker.importStripes({ red: 6, green: 6 });
  await maker.setNumber('Epochs', 3);
  await maker.train();
  const expected = await predictManyImages(maker, images);
  const files: TestFile[] = [];
  for (const { button } of ways) {
    const { fileName, bytes } = await maker.download(button);
    files.push({
      name: fileName,
      mimeType: fileName.endsWith('.zip') ? 'application/zip' : 'text/plain',
      buffer: Buffer.from(bytes),
    });
  }
  await maker.page.context().close();

  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importZip(files[3] as TestFile);
  await page.getByText('This is a trained model, not images, so nothing changed.').first().waitFor();
  const predict = page.locator('#predict');
  await expectSound(studio, 'before a model is opened', '#predict');
  for (const [index, { maker: words, tolerance }] of ways.entries()) {
    const file = files[index] as TestFile;
    await studio
      .fileInput(index === 0 ? 'Open a model' : 'Open another model')
      .setInputFiles(file, { timeout: 120_000 });
    await predict.getByRole('heading', { name: file.name }).waitFor({ timeout: 120_000 });
    expect(await predict.innerText()).toContain(words);
    const actual = await predictManyImages(studio, images);
    expect([...actual.keys()]).toEqual([...expected.keys()]);
    for (const [place, probability] of expected) {
      expect(Math.abs((actual.get(place) ?? Number.NaN) - probability)).toBeLessThan(tolerance);
    }
  }

  await studio.fileInput('Image to classify').setInputFiles(images[0] as TestFile);
  await predict.getByRole('list', { name: 'Predictions' }).waitFor();
  expect((await studio.readPredictions())[0]).toMatch(/^red/);
  await expectSound(studio, 'an opened model has answered', '#predict');

  // A refused file leaves it where it is.
  await studio
    .fileInput('Open another model')
    .setInputFiles(packZip('photos.zip', { 'a/1.png': new Uint8Array(9) }));
  await predict.getByText('There are images in it and no model, so nothing changed.').waitFor();
  await expectSound(studio, 'a file was no model', '#predict');
  expect((await studio.readPredictions())[0]).toMatch(/^red/);

  await studio.importStripes({ blue: 6, green: 6 });
  await studio.setNumber('Epochs', 3);
  await studio.train();
  await predict.getByText('Your head', { exact: true }).click();
  await expect.poll(async () => (await studio.readPredictions()).join()).toMatch(/blue/);
  await predict.getByText('Opened model', { exact: true }).click();
  await expect.poll(async () => (await studio.readPredictions())[0]).toMatch(/^red/);
  await expectSound(studio, 'a head beside an opened model', '#predict');
  const evaluate = page.locator('#evaluate');
  await evaluate.getByText(/^1 class here is called like one of .+\.zip\./).waitFor();
  expect(await evaluate.innerText()).toContain('It does not know “blue”: images of that class are left out.');
  expect(await evaluate.innerText()).toContain('No class here is called “red”');
  await studio.button('Judge it on 6 images').click();
  await evaluate.getByText('6 of 6 images right').waitFor({ timeout: 120_000 });
  const matrix = evaluate.getByRole('table', { name: 'Confusion matrix' });
  const rows = (await matrix.getByRole('row').allInnerTexts()).slice(1);
  expect(rows.map((row) => row.split(/\s+/))).toEqual([
    ['green', '6', '0'],
    ['red', '0', '0'],
  ]);
  await expectSound(studio, 'an opened model is judged', '#evaluate');

  // What is said of the refused file keeps this part open.
  await studio.button('Close this model').click();
  await expect.poll(async () => (await studio.readPredictions()).join()).toMatch(/blue/);
  expect(session.complaints).toEqual([]);
}, 400_000);

test('a model that is dropped is opened, unless it lies among images, and nothing is fetched from the addresses in it', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  const predict = page.locator('#predict');
  const json = JSON.stringify({
    modelTopology: { class_name: 'Sequential', config: { layers: [] } },
    weightsManifest: [{ paths: ['https://a.example/weights.bin'], weights: [] }],
  });
  const folder = await writeDraggable({
    'model.json': new TextEncoder().encode(json),
    'a.png': images[0]?.buffer ?? new Uint8Array(),
  });
  const target = predict.locator('label', { has: studio.fileInput('Image to classify') });
  await (await dragFiles(page, [folder.pathOf('model.json')], target))();
  await predict.getByText('its weights file https://a.example/weights.bin lies at another address').waitFor();
  const [imagePath, modelPath] = [folder.pathOf('a.png'), folder.pathOf('model.json')];
  await (await dragFiles(page, [modelPath, imagePath], target))();
  await predict.getByText('There is no trained model yet. Press “Train” first.').waitFor();
  await folder.remove();
  expect(session.complaints).toEqual([]);
}, 120_000);
