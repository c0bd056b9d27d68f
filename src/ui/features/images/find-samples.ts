import { rememberLast } from '../../../studio/remember-last.ts';
import type { ClassSamples } from '../../../studio/select-class-samples.ts';
import { includesText } from './includes-text.ts';

interface Found {
  readonly query: string;
  readonly searched: ClassSamples;
  readonly found: ClassSamples;
}

const find = rememberLast((before: Found | null, searched: ClassSamples, query: string): Found => {
  const found = new Map(
    [...searched].map(([classId, samples]) => {
      const known = before?.query === query && before.searched.get(classId) === samples;
      const same = known ? before.found.get(classId) : undefined;
      return [classId, same ?? samples.filter(({ file }) => includesText(file, query))] as const;
    }),
  );
  return { query, searched, found };
});

/**
 * The samples of each class whose file has in its name what was typed. The list of a class stays the same object while its
 * samples and the query do, so that only the classes that changed are drawn again.
 */
export function findSamples(searched: ClassSamples, query: string): ClassSamples {
  return query === '' ? searched : find(searched, query).found;
}
