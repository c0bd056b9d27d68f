import { expect } from 'vitest';
import { choiceOf } from './read-code.ts';
import type { StudioPage } from './studio-page.ts';

/** The page says that a client gave what the studio gives. */
export async function expectChecked(studio: StudioPage, name: string, client: string): Promise<void> {
  const said = await choiceOf(studio, name)
    .getByText(/^Checked with/)
    .innerText();
  expect(said).toMatch(
    /^Checked with .+ on \d+ of your images: (?:no visible difference \(at most [\d.]+ percentage points\)|difference at most [\d.]+ percentage points), all top classes agree\.$/,
  );
  expect(said).toContain(client);
}

/** A colour of the page, as the browser computes it. */
export function readColour({ page }: StudioPage, variable: string): Promise<string> {
  return page.evaluate((name) => {
    const probe = document.createElement('span');
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }, variable);
}
