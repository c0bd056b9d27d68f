import { MantineProvider } from '@mantine/core';
import { expect, test } from 'vitest';
import type { Finding } from '../../../../src/studio/finding.ts';
import type { StudioClass, StudioSample } from '../../../../src/studio/studio-state.ts';
import { FindingCard } from '../../../../src/ui/features/images/finding-card.tsx';
import { type PagePorts, PagePortsProvider } from '../../../../src/ui/page-ports.ts';
import { createSamples, renderWithState } from '../../render-with-state.tsx';

const classes: readonly StudioClass[] = ['cat', 'dog'].map((name, colour) => ({
  id: name,
  name,
  colour,
  disabled: false,
}));

function draw(finding: Finding, samples: readonly StudioSample[]): string {
  return renderWithState(
    <MantineProvider>
      <PagePortsProvider value={{} as PagePorts}>
        <FindingCard finding={finding} />
      </PagePortsProvider>
    </MantineProvider>,
    { classes, samples },
  );
}

const idsOf = (samples: readonly StudioSample[]) => samples.map(({ id }) => id);
const countIn = (markup: string, part: RegExp) => markup.match(part)?.length ?? 0;

test('of thousands of images a few are drawn, with a way to the others', () => {
  const samples = createSamples('cat', 5000);
  const markup = draw({ kind: 'blurred', sampleIds: idsOf(samples) }, samples);
  expect(markup).toContain('5000 images are blurred');
  expect(countIn(markup, /aria-label="cat\/\d+\.png is fine"/g)).toBe(16);
  expect(markup).toMatch(/64/);

  const ids = idsOf(samples);
  const groups = [
    ids.slice(0, 2500),
    ...Array.from({ length: 1250 }, (_, i) => ids.slice(2500 + 2 * i, 2502 + 2 * i)),
  ];
  const grouped = draw({ kind: 'alike', groups }, samples);
  expect(grouped).toContain('1251 groups of images that nearly look the same');
  expect(grouped).toContain('and 2492 images more');
  expect(countIn(grouped, /title="cat\//g)).toBe(8 + 3 * 2);
});

test('copies are counted without the one that stays', () => {
  const samples = createSamples('cat', 5);
  const [a, b, c, d, e] = idsOf(samples) as [string, string, string, string, string];
  expect(
    draw(
      {
        kind: 'copies',
        groups: [
          [a, b, c],
          [d, e],
        ],
      },
      samples,
    ),
  ).toContain('3 images are exact copies of others');
  expect(draw({ kind: 'copies', groups: [[a, b]] }, samples)).toContain(
    '1 image is an exact copy of another',
  );
});

test('an image in two classes can be kept in either, and one in two sets says in which', () => {
  const samples = [...createSamples('cat', 1, 'training'), ...createSamples('dog', 1, 'test')];
  const markup = draw({ kind: 'across-classes', groups: [idsOf(samples)] }, samples);
  expect(markup).toContain('Keep in “cat”');
  expect(markup).toContain('Keep in “dog”');
  expect(draw({ kind: 'across-sets', groups: [idsOf(samples)] }, samples)).toMatch(/>training<.*>test</);
});

test('a name is text, whatever is in it', () => {
  const [sample] = createSamples('cat', 1) as [StudioSample];
  const hostile = { ...sample, file: '<img src=x onerror=alert(1)>' };
  const markup = draw({ kind: 'nearer-to-other', moves: [{ sampleId: sample.id, classId: 'dog' }] }, [
    hostile,
  ]);
  expect(markup).not.toContain('<img src=x');
  expect(markup).toContain('In “cat”, looks like “dog”');
});

test('what is the matter with whole classes is said with names and numbers; small ones can be given images or be left out', () => {
  const samples = [...createSamples('cat', 40), ...createSamples('dog', 5)];
  const few = draw({ kind: 'few-images', classIds: ['dog'] }, samples);
  expect(few).toContain('1 class has fewer than ten images');
  expect(few).toMatch(
    /<input[^>]*type="file"[^>]*aria-label="[^"]*“dog”[^"]*"|aria-label="[^"]*“dog”[^"]*"[^>]*type="file"/,
  );
  expect(countIn(few, /<button/g)).toBe(2);
  const uneven = draw({ kind: 'imbalance', smallestId: 'dog', largestId: 'cat' }, samples);
  expect(uneven).toContain('“cat” has far more images than “dog”');
  expect(uneven).toContain('40 images against 5');
  expect(uneven).toContain('Weigh rare classes more');
  expect(countIn(uneven, /<button/g)).toBe(2);
});
