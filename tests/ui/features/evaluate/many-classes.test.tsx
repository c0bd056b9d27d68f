import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, expect, test } from 'vitest';
import { reportClasses } from '../../../../src/core/evaluation/report-classes.ts';
import { en } from '../../../../src/messages/en.ts';
import { ClassReportTable } from '../../../../src/ui/features/evaluate/class-report-table.tsx';
import { ConfusionMatrix } from '../../../../src/ui/features/evaluate/confusion-matrix.tsx';
import { loadLateMessages, MessagesProvider } from '../../../../src/ui/messages-context.ts';

beforeAll(() => loadLateMessages(en));

function render(part: ReactNode): string {
  return renderToStaticMarkup(
    <MantineProvider>
      <MessagesProvider value={en}>{part}</MessagesProvider>
    </MantineProvider>,
  );
}

const nameClasses = (classCount: number) =>
  Array.from({ length: classCount }, (_, index) => `class ${index}`);

/** Nine of ten images of a class are right, one is taken for the next class; of the last class two are. */
function confuseNeighbours(classCount: number): number[][] {
  return Array.from({ length: classCount }, (_, row) => {
    const counts = new Array<number>(classCount).fill(0);
    counts[row] = 9;
    counts[(row + 1) % classCount] = row === classCount - 1 ? 2 : 1;
    return counts;
  });
}

const renderMatrix = (classCount: number) =>
  render(
    <ConfusionMatrix
      classNames={nameClasses(classCount)}
      counts={confuseNeighbours(classCount)}
      onOpen={() => {}}
    />,
  );

test('sixty classes are a whole table, with the worst pairs below it', () => {
  const page = renderMatrix(60);
  expect(page.match(/<td/g)).toHaveLength(3600);
  expect(page).toContain('Mixed up most');
});

test('more classes are a list of what is mixed up, the most frequent first, and a sentence says why', () => {
  const page = renderMatrix(1000);
  expect(page).not.toContain('<td');
  expect(page).toContain('With 1000 classes the table would have 1,000,000 cells, too many to read.');
  expect(page.match(/<li>/g)).toHaveLength(50);
  expect(page.indexOf('class 999 taken for class 0')).toBeLessThan(page.indexOf('class 0 taken for class 1'));
  expect(page).toContain('Show 50 more of 1000');
});

test('many classes without a confusion say so', () => {
  const counts = Array.from({ length: 61 }, (_, row) =>
    Array.from({ length: 61 }, (_, column) => (row === column ? 1 : 0)),
  );
  const page = render(<ConfusionMatrix classNames={nameClasses(61)} counts={counts} onOpen={() => {}} />);
  expect(page).toContain('Nothing is mixed up.');
});

test.each([
  [50, 50, false],
  [1000, 50, true],
])('the report on %i classes begins with %i rows', (classCount, rowCount, hasMore) => {
  const page = render(
    <ClassReportTable
      classNames={nameClasses(classCount)}
      classColours={[0, null]}
      perClass={reportClasses(confuseNeighbours(classCount))}
    />,
  );
  expect(page.match(/scope="row"/g)).toHaveLength(rowCount);
  expect(page.includes(`Show all ${classCount}`)).toBe(hasMore);
});
