import type { Locator } from 'playwright-core';
import type { StudioPage } from './studio-page.ts';

/** The part of the page that is about one download. */
export function choiceOf({ page }: StudioPage, name: string): Locator {
  const button = page.getByRole('button', { name: `Download ${name}`, exact: true });
  return page.locator('#export').getByRole('listitem').filter({ has: button });
}

/** Opens "How to use it" of a download and reads its code, in the first or in another language. */
export async function readCode(studio: StudioPage, name: string, language?: string): Promise<string> {
  const choice = choiceOf(studio, name);
  await openDetails(studio, name);
  if (language !== undefined) await choice.getByText(language, { exact: true }).click();
  return choice.getByRole('group', { name: 'Code' }).innerText();
}

/** Opens "How to use it" of a download. */
export async function openDetails(studio: StudioPage, name: string): Promise<void> {
  // Another one, about sharing it, may follow.
  const details = choiceOf(studio, name).locator('details').first();
  if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
}
