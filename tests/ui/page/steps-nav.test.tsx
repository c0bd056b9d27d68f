import { expect, test } from 'vitest';
import type { StudioState } from '../../../src/studio/studio-state.ts';
import { StepsNav } from '../../../src/ui/page/steps-nav.tsx';
import { createSamples, renderWithState } from '../render-with-state.tsx';

const untouched: Partial<StudioState> = {
  classes: [],
  samples: [],
  model: null,
  prediction: null,
  exporting: { phase: 'idle' },
};

/** What a screen reader says of each link beyond its name. */
function describeSteps(state: Partial<StudioState>): Readonly<Record<string, string | undefined>> {
  const page = renderWithState(<StepsNav />, { ...untouched, ...state });
  const links = [...page.matchAll(/<a href="#(\w+)"([^>]*)>/g)];
  return Object.fromEntries(
    links.map(([, id, attributes]) => {
      const [, describedBy] = /aria-describedby="([^"]+)"/.exec(attributes ?? '') ?? [];
      const [, description] = new RegExp(`id="${describedBy}"[^>]*>([^<]*)<`).exec(page) ?? [];
      return [id, description];
    }),
  );
}

test('a step that has been done is described as done, the others are not', () => {
  expect(Object.values(describeSteps({}))).toEqual(new Array(5).fill(undefined));
  const withImages = { samples: [...createSamples('a', 1), ...createSamples('b', 1)] };
  expect(describeSteps(withImages)).toEqual({ images: 'Done' });
});
