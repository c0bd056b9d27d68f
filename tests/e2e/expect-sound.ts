import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'vitest';
import type { StudioPage } from './studio-page.ts';

/** The dialog alone, as `part` of a look. */
export const dialogPart = '[role=dialog]';

const looks = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 1280 },
  { colorScheme: 'light', width: 390 },
  { colorScheme: 'dark', width: 390 },
] as const;

/**
 * Looks at the page as it is now, light and dark, wide and narrow: no rule is violated, nothing scrolls sideways.
 * @param part what has changed since the last look, where that is all
 */
export async function expectSound({ page }: StudioPage, state: string, part = 'html'): Promise<void> {
  const found: string[] = [];
  for (const { colorScheme, width } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
    // Half-way between two colours, contrast says nothing.
    await page.evaluate(() => {
      for (const each of document.getAnimations()) if (each instanceof CSSTransition) each.finish();
    });
    // Its other mode opens a page of its own for every look, for frames that are not here.
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode()
      .include(part)
      .options({ resultTypes: ['violations'] })
      .analyze();
    for (const { id, nodes } of violations) {
      const places = nodes.map(({ html }) => html.slice(0, 120)).join(' | ');
      found.push(`${state}, ${colorScheme}, ${width} px: ${id}: ${places}`);
    }
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (sideways > 0) found.push(`${state}, ${width} px: scrolls sideways by ${sideways} px`);
  }
  expect(found).toEqual([]);
}
