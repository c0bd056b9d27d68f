import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StudioPage } from './studio-page.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';
import { packTiny } from './test-images.ts';

let session: StudioSession;

beforeAll(async () => {
  session = await startStudioSession();
});

afterAll(async () => {
  await session?.close();
});

const listBox = (studio: StudioPage, name: string): Locator =>
  studio.page.getByRole('listbox', { name: `Images of ${name}` });

const thumbnails = (studio: StudioPage, name: string): Locator => listBox(studio, name).getByRole('option');

/** The names of the images of a class that are selected. */
async function readSelected(studio: StudioPage, name: string): Promise<readonly string[]> {
  const selected = listBox(studio, name).getByRole('option', { selected: true });
  return selected.evaluateAll((options) => options.map((option) => option.getAttribute('aria-label') ?? ''));
}

/** The name of what has the focus. */
async function readFocus({ page }: StudioPage): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
  });
}

test('by keyboard alone, images are selected, moved to another class, and that is undone and done again', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  const { keyboard } = page;
  await studio.importStripes({ red: 4, blue: 3 });
  // From its class's other controls, the Tab key comes to the list, which is one stop.
  await studio.button('Delete class red').focus();
  await keyboard.press('Tab');
  expect(await readFocus(studio)).toBe('red/red-1.png');
  await keyboard.press('ArrowRight');
  await keyboard.press('Space');
  await keyboard.press('Shift+ArrowRight');
  expect(await readSelected(studio, 'red')).toEqual(['red/red-2.png', 'red/red-3.png']);
  await keyboard.press('Shift+ArrowLeft');
  expect(await readSelected(studio, 'red')).toEqual(['red/red-2.png']);
  await keyboard.press('Control+a');
  await page.getByText('4 selected').waitFor();
  await keyboard.press('Escape');
  expect(await readSelected(studio, 'red')).toEqual([]);
  await keyboard.press('End');
  await keyboard.press('Space');
  await keyboard.press('Shift+ArrowLeft');

  for (let presses = 0; presses < 4 && !/^Move 2 images/.test(await readFocus(studio)); presses++) {
    await keyboard.press('Tab');
  }
  await keyboard.press('Enter');
  await expect.poll(() => readFocus(studio)).toBe('blue');
  await keyboard.press('Enter');
  await expect.poll(() => studio.readClasses()).toEqual({ red: 2, blue: 5 });
  expect(await readFocus(studio), 'the keyboard stays in the list').toBe('red/red-2.png');
  expect(await studio.status.innerText()).toBe('2 images moved to “blue”. You can undo this.');

  await keyboard.press('Control+z');
  await expect.poll(() => studio.readClasses()).toEqual({ red: 4, blue: 3 });
  await studio.button('Redo: move 2 images to “blue”').waitFor();
  await keyboard.press('Control+Shift+z');
  await expect.poll(() => studio.readClasses()).toEqual({ red: 2, blue: 5 });
  await studio.button('Undo: move 2 images to “blue”').click();
  await expect.poll(() => studio.readClasses()).toEqual({ red: 4, blue: 3 });

  // In a text field the keys are the field's own.
  await studio.classCard('red').getByRole('textbox', { name: 'Class name' }).focus();
  await keyboard.press('Control+y');
  expect(await studio.readClasses()).toEqual({ red: 4, blue: 3 });
});

test('images are moved by dragging: the one that is dragged, or all that are selected', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importStripes({ red: 4, blue: 3 });
  const blue = studio.classCard('blue');
  const takeToBlue = async (place: number): Promise<boolean> => {
    await thumbnails(studio, 'red').nth(place).hover();
    await page.mouse.down();
    await blue.hover();
    await blue.hover();
    const offer = page.getByText('Move to blue').waitFor({ timeout: 5_000 });
    return offer.then(
      () => true,
      () => false,
    );
  };
  const drag = async (place: number) => {
    // What was found out about the images may have moved them from under the mouse: then a person takes them again.
    for (let attempt = 1; !(await takeToBlue(place)) && attempt < 3; attempt++) await page.mouse.up();
    await page.getByText('Move to blue').waitFor();
    // Files are another matter: the page does not offer to bring anything in.
    expect(await page.getByText('Drop to bring these in').count()).toBe(0);
    await page.mouse.up();
    await page.getByText('Move to blue').waitFor({ state: 'detached' });
  };
  await thumbnails(studio, 'red').nth(0).click();
  await thumbnails(studio, 'red')
    .nth(1)
    .click({ modifiers: ['Shift'] });
  await drag(3);
  await expect.poll(() => studio.readClasses()).toEqual({ red: 3, blue: 4 });
  expect(await readSelected(studio, 'red')).toEqual(['red/red-1.png', 'red/red-2.png']);
  await drag(1);
  await expect.poll(() => studio.readClasses()).toEqual({ red: 1, blue: 6 });
  await page.keyboard.press('Control+z');
  await expect.poll(() => studio.readClasses()).toEqual({ red: 3, blue: 4 });
});

test('selected images go to a new class as one edit', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importStripes({ red: 3, blue: 2 });
  await thumbnails(studio, 'red').nth(0).click();
  await studio.button('Move 1 image to another class').click();
  await page.getByRole('menuitem', { name: 'New class' }).click();
  await expect.poll(() => studio.readClasses()).toEqual({ red: 2, blue: 2, 'Class 1': 1 });
  await studio.button('Undo: move 1 image to “Class 1”').click();
  await expect.poll(() => studio.readClasses()).toEqual({ red: 3, blue: 2 });
});

test('what is left out is kept and said, not trained, and sets chosen by hand are followed', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importStripes({ red: 6, blue: 6, green: 4 });
  await thumbnails(studio, 'red').nth(0).click();
  await thumbnails(studio, 'red').nth(1).click();
  await studio.button('Leave out').click();
  await studio.classCard('red').getByText('6 images, 2 left out').waitFor();
  expect(await thumbnails(studio, 'red').nth(0).getAttribute('aria-label')).toBe(
    'red/red-1.png, left out of training',
  );
  await studio.button('More for class green').click();
  await page.getByRole('menuitem', { name: 'Leave out of training' }).click();
  await studio.classCard('green').getByText('Left out of training').waitFor();

  await thumbnails(studio, 'blue').nth(5).click();
  await studio.button('Set of 1 image').click();
  await page.getByRole('menuitemradio', { name: 'Test' }).click();
  await expect
    .poll(() => thumbnails(studio, 'blue').nth(5).getAttribute('aria-label'))
    .toBe('blue/blue-6.png, kept in the test set');

  await studio.setNumber('Epochs', 3);
  await studio.train();
  const { classes } = (await studio.downloadReport()).dataset;
  const counts = classes.map((each) => ({ ...each, all: each.training + each.validation + each.test }));
  expect(counts).toMatchObject([
    { name: 'blue', all: 6, test: 1 },
    { name: 'red', all: 4, test: 0 },
  ]);
  expect(await studio.readClasses()).toEqual({ red: 6, blue: 6, green: 4 });
});

test('a class has a colour that can be chosen by its name', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.button('Add class').click();
  await studio.button('Colour of Class 1: Blue').click();
  await expect.poll(() => page.getByRole('menuitemradio').count()).toBe(12);
  await page.getByRole('menuitemradio', { name: 'Teal' }).click();
  await studio.button('Colour of Class 1: Teal').waitFor();
  await expect.poll(() => readFocus(studio)).toBe('Colour of Class 1: Teal');
});

test('a finger looks at an image with a tap, and selects once it held one down', async () => {
  const studio = await session.openStudio({
    hasTouch: true,
    isMobile: true,
    viewport: { width: 390, height: 844 },
  });
  const { page } = studio;
  await studio.importStripes({ red: 4, blue: 2 });
  const first = thumbnails(studio, 'red').nth(0);
  // To the middle, where neither header nor status bar lies over it, and at once: the page scrolls smoothly by itself.
  await first.evaluate((image) => image.scrollIntoView({ block: 'center', behavior: 'instant' }));
  const box = await first.boundingBox();
  if (box === null) throw new Error('no image');
  const touch = await page.context().newCDPSession(page);
  const touchPoints = [{ x: box.x + 10, y: box.y + 10 }];
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  await page.getByText('1 selected').waitFor();
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await thumbnails(studio, 'red').nth(2).tap();
  await page.getByText('2 selected').waitFor();
  expect(await readSelected(studio, 'red')).toEqual(['red/red-1.png', 'red/red-3.png']);

  await studio.button('Clear selection').tap();
  await thumbnails(studio, 'red').nth(1).tap();
  await page.getByRole('dialog', { name: 'red/red-2.png' }).waitFor();
});

test('the search leaves what it finds in all classes, to be selected and moved at once', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await studio.importStripes({ red: 13, blue: 12, green: 1 });
  const search = page.getByRole('searchbox', { name: 'Find images by name' });
  await search.fill('-1');
  await page.getByText('10 images found in 3 classes').waitFor();
  await search.fill('RED-1');
  await page.getByText('5 images found in 1 class', { exact: true }).waitFor();
  expect(await studio.readClasses(), 'of the classes that are shown').toEqual({ red: 13 });
  await thumbnails(studio, 'red').nth(0).click();
  await studio.button('Select all 5 found').click();
  await studio.button('Move 5 images to another class').click();
  await page.getByRole('menuitem', { name: 'green' }).click();
  await page.getByText('5 images found in 1 class', { exact: true }).waitFor();
  await search.fill('nothing like it');
  await page.getByText('No image has that in its name.').waitFor();
  await search.press('Escape');
  await expect.poll(() => studio.readClasses()).toEqual({ red: 8, blue: 12, green: 6 });
  expect(await search.inputValue()).toBe('');
});

test('one image is looked at large, and from there the next ones, which can be changed and moved', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  const { keyboard } = page;
  await studio.importStripes({ red: 3, blue: 2 });
  await thumbnails(studio, 'red').nth(0).focus();
  await keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  const title = (name: string) => page.getByRole('dialog', { name, exact: true });
  await title('red/red-1.png').waitFor();
  await dialog.getByText(/^224 × 224 pixels, \d+/).waitFor();
  await dialog.getByText('The split decides').waitFor();
  await keyboard.press('ArrowRight');
  await title('red/red-2.png').waitFor();
  await dialog.getByText('Image 2 of 3').waitFor();
  await dialog.getByRole('button', { name: 'Set of 1 image' }).click();
  await page.getByRole('menuitemradio', { name: 'Validation' }).click();
  await dialog.getByText('Validation, chosen by hand').waitFor();
  await dialog.getByRole('button', { name: 'Leave out' }).click();
  await dialog.getByText('Left out of training').waitFor();
  await dialog.getByRole('button', { name: 'Move 1 image to another class' }).click();
  await page.getByRole('menuitem', { name: 'blue' }).click();
  await title('red/red-3.png').waitFor();
  await dialog.getByRole('button', { name: 'Remove 1 image' }).click();
  await title('red/red-1.png').waitFor();
  await keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await readFocus(studio)).toBe('red/red-1.png');
  expect(await studio.readClasses()).toEqual({ red: 1, blue: 3 });
  expect(
    await thumbnails(studio, 'blue').evaluateAll((all) => all.map((each) => each.getAttribute('title'))),
  ).toContain('red/red-2.png, left out of training, kept in the validation set');
});

/** Brings in many images and stops before they are looked at: those that wait are shown too. */
async function importAndStop(studio: StudioPage, count: number, name: (index: number) => string) {
  const panel = studio.page.locator('#images');
  await studio.importZip(packTiny(count, name));
  await panel.getByText(/^\d+ of 10,000$/).waitFor({ timeout: 300_000 });
  await panel.getByRole('button', { name: 'Stop', exact: true }).click();
  await panel.getByRole('progressbar').waitFor({ state: 'detached', timeout: 60_000 });
}

test('ten thousand images of a class are gone through with few of them in the page', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await importAndStop(studio, 10_000, (index) => `${index < 9_990 ? 'many' : 'few'}/${index}.png`);
  await studio.button('Show all 9990').click();
  const options = thumbnails(studio, 'many');
  await expect.poll(() => options.count()).toBeGreaterThan(24);
  const expectFew = async () => {
    expect(await options.count()).toBeLessThan(250);
    expect(await page.locator('#images img').count()).toBeLessThan(250);
  };
  await expectFew();
  const place = () =>
    page.evaluate(() => {
      const option = document.activeElement;
      return ['aria-label', 'aria-posinset', 'aria-setsize'].map((name) => option?.getAttribute(name) ?? '');
    });
  await options.first().focus();
  await page.keyboard.press('End');
  await expect.poll(place).toEqual(['many/9989.png, waiting', '9990', '9990']);
  await expectFew();
  await page.keyboard.press('Shift+PageUp');
  await page.keyboard.press('Home');
  await expect.poll(async () => (await place())[1]).toBe('1');
  const selectedCount = Number((await page.getByText(/^\d+ selected$/).innerText()).split(' ')[0]);
  expect(selectedCount).toBeGreaterThan(6);

  // Wherever it is scrolled to, the list is full, and the place of the keyboard is kept.
  await options.nth(20).hover();
  await page.mouse.wheel(0, 40_000);
  await expect
    .poll(async () => Number(await options.last().getAttribute('aria-posinset')))
    .toBeGreaterThan(1000);
  await expectFew();
  expect((await place())[1]).toBe('1');
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await place())[1]).toBe('2');

  await page.keyboard.press('Control+a');
  await page.getByText('9990 selected').waitFor();
  await studio.button('Leave out').click();
  await studio.classCard('many').getByText('9990 images, 9990 left out').waitFor();
}, 400_000);

test('a thousand classes are scrolled through with few of their images in the page', async () => {
  const studio = await session.openStudio();
  const { page } = studio;
  await importAndStop(studio, 10_000, (index) => `class ${Math.floor(index / 10)}/${index}.png`);
  expect(await page.locator('#images').getByRole('group').count()).toBe(1000);
  const countOptions = () => page.locator('#images').getByRole('option').count();
  expect(await countOptions()).toBeLessThan(400);
  const last = studio.classCard('class 999');
  await last.scrollIntoViewIfNeeded();
  await last.getByRole('option').first().waitFor();
  expect(await last.getByRole('option').count()).toBe(10);
  await expect.poll(countOptions).toBeLessThan(400);

  // Among many, the class to move to is found by its name.
  await last.getByRole('option').first().click();
  await studio.button('Move 1 image to another class').click();
  await page.getByRole('combobox', { name: 'Find a class' }).fill('CLASS 12');
  await page.keyboard.press('ArrowDown');
  const targets = page.getByRole('listbox', { name: 'Classes to move to' });
  await expect.poll(() => targets.getByRole('option', { selected: true }).innerText()).toBe('class 120');
  await page.keyboard.press('Enter');
  await studio.button('Undo: move 1 image to “class 120”').waitFor();
  await last.getByText('9 images', { exact: true }).waitFor();
  await studio.button('Delete class class 999').click();
  await last.waitFor({ state: 'detached' });
}, 400_000);
