import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StudioPage } from './studio-page.ts';
import { type StudioSession, startStudioSession } from './studio-session.ts';

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
  await page.getByRole('menuitem', { name: 'blue' }).waitFor();
  await keyboard.press('ArrowDown');
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
  const drag = async (place: number) => {
    await thumbnails(studio, 'red').nth(place).hover();
    await page.mouse.down();
    await blue.hover();
    await blue.hover();
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
  expect(await page.getByRole('menuitemradio').count()).toBe(12);
  await page.getByRole('menuitemradio', { name: 'Teal' }).click();
  await studio.button('Colour of Class 1: Teal').waitFor();
  expect(await readFocus(studio)).toBe('Colour of Class 1: Teal');
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
  await first.scrollIntoViewIfNeeded();
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
});
