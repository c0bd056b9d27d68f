import type { SetName } from '../core/dataset/dataset.ts';
import type { CardBlock, CardTable } from '../core/export/model-card/card-document.ts';
import { type CardSource, unfoldedClassMaximum } from './card-source.ts';
import { selectModelFit } from './select-model-fit.ts';
import type { StudioSample } from './studio-state.ts';

const sets: readonly SetName[] = ['training', 'validation', 'test'];

/** The datasheet of the images: how many of each class and set, of which kind, from where, under which licence. */
export function describeCardData({
  state,
  model,
  labels,
  words,
  general,
  stated,
}: CardSource): readonly CardBlock[] {
  const { data } = words;
  const classIds = new Set(model.classIds);
  const samples = state.samples.filter(({ classId }) => classIds.has(classId));
  const sizeBytes = samples.reduce((sum, { image }) => sum + image.size, 0);
  const fileCount = new Set(samples.map(({ id, imageHash }) => imageHash ?? id)).size;
  const shownSets = sets.filter((set) => set === 'training' || model.split[set].length > 0);
  const copies = model.settings.copiesPerImage;
  const leftOutCount = samples.filter(({ disabled }) => disabled).length;
  const bursts = samples.filter(({ burstId }) => burstId !== null);
  const burstCount = new Set(bursts.map(({ burstId }) => burstId)).size;
  return [
    { kind: 'text', text: data.summary(samples.length, fileCount, sizeBytes) },
    ...(selectModelFit(state) === 'current' ? [] : [{ kind: 'text', text: data.changed } as const]),
    ...foldCounts(
      {
        kind: 'table',
        caption: data.table,
        columns: [data.className, ...shownSets.map((set) => data.sets[set])],
        rows: labels.map((header, column) => ({
          header,
          cells: shownSets.map((set) => String(model.setCounts[column]?.[set] ?? 0)),
        })),
      },
      model.setCounts.map(({ training }) => training),
      words,
    ),
    { kind: 'text', text: model.refitDone ? `${data.setsHelp} ${data.refit}` : data.setsHelp },
    {
      kind: 'facts',
      facts: [
        [words.fields.imageOrigin.label, stated('imageOrigin')],
        [words.fields.imageLicence.label, stated('imageLicence')],
        [data.formats, listFormats(samples, general.images)],
        [data.bursts, bursts.length === 0 ? data.none : data.burstsOf(bursts.length, burstCount)],
        [data.leftOut, leftOutCount === 0 ? data.none : general.images(leftOutCount)],
        [data.copies, copies === 0 ? data.none : String(copies)],
      ],
    },
  ];
}

/** Of many classes first how many images they have from the fewest to the most. */
function foldCounts(
  table: CardTable,
  trainingCounts: readonly number[],
  { data, allClasses }: CardSource['words'],
): readonly CardBlock[] {
  if (table.rows.length <= unfoldedClassMaximum) return [table];
  const range = data.range(Math.min(...trainingCounts), Math.max(...trainingCounts));
  return [
    { kind: 'text', text: range },
    { kind: 'folded', title: allClasses(table.rows.length), block: table },
  ];
}

/** `JPEG: 120 images, PNG: 3 images`, the most frequent first. */
function listFormats(samples: readonly StudioSample[], sayImages: (count: number) => string): string {
  const counts = new Map<string, number>();
  for (const { file, image } of samples) {
    const format = nameFormat(image.type, file);
    counts.set(format, (counts.get(format) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([format, count]) => `${format}: ${sayImages(count)}`)
    .join(', ');
}

/** By its media type; where the browser knows none, by the ending of its name. */
function nameFormat(mediaType: string, file: string): string {
  const [, type] = /^image\/(?:x-)?([\w-]+)/.exec(mediaType) ?? [];
  const [, ending] = /\.(\w{1,8})$/.exec(file) ?? [];
  return (type ?? ending ?? '?').toUpperCase();
}
