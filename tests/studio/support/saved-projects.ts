import { unzipSync, zipSync } from 'fflate';
import type { NamedBlob } from '../../../src/platform/named-blob.ts';
import type { StudioState } from '../../../src/studio/studio-state.ts';
import { textFile, texts } from './create-test-studio.ts';
import type { startStudio } from './start-studio.ts';
import { startStudioWithImages } from './start-studio-with-images.ts';

/** A studio of the tests, started. */
export type Started = Awaited<ReturnType<typeof startStudio>>;

/** A studio with all that a project can have. */
export async function startTrained() {
  const test = await startStudioWithImages({
    red: texts('red', 8),
    blue: texts('blue', 8),
    '<b>': ['green 1'],
  });
  const { studio, state } = test;
  const [red, blue] = state().classes;
  studio.disableClass(state().classes.find(({ name }) => name === '<b>')?.id ?? '', true);
  studio.recolourClass(red?.id ?? '', 7);
  studio.renameClass(blue?.id ?? '', 'Blau');
  studio.pinSamples([state().samples[0]?.id ?? ''], 'training');
  studio.disableSamples([state().samples[1]?.id ?? ''], true);
  studio.renameProject('My colours');
  studio.changeSettings({ seed: 5 });
  studio.changeCardFields({ maker: 'Class 5b', imageLicence: '<b>' });
  await studio.train();
  return test;
}

/** The file that "Save project" gives. */
export async function save({ studio, downloadedBlobs }: Started, withEmbeddings = true): Promise<NamedBlob> {
  await studio.saveProject({ withEmbeddings });
  const file = downloadedBlobs.at(-1);
  if (file === undefined) throw new Error('nothing was saved');
  return file;
}

/** A saved file with other things in it; null takes an entry out. */
export async function change(
  { path, blob }: NamedBlob,
  entries: Readonly<Record<string, string | Uint8Array<ArrayBuffer> | null | ((text: string) => string)>>,
): Promise<NamedBlob> {
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
  for (const [name, content] of Object.entries(entries)) {
    const text = new TextDecoder().decode(files[name]);
    const made = typeof content === 'function' ? content(text) : content;
    if (made === null) delete files[name];
    else files[name] = typeof made === 'string' ? new TextEncoder().encode(made) : made;
  }
  return { path, blob: new Blob([zipSync(files, { level: 0 }) as Uint8Array<ArrayBuffer>]) };
}

/** The small pictures of a saved file, with another one in the place of the first. */
export async function withFirst({ blob }: NamedBlob, picture: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
  const { images } = JSON.parse(new TextDecoder().decode(files['embeddings/embeddings.json']));
  const rest = files['embeddings/thumbnails.bin']?.slice(images[0].thumbnailBytes) as Uint8Array<ArrayBuffer>;
  return new Uint8Array(await new Blob([picture, rest]).arrayBuffer());
}

/** All that a person sees of a project, with names instead of ids. */
export async function describeProject({
  classes,
  samples,
  settings,
  project,
  model,
  runs,
  cardFields,
}: StudioState) {
  const className = (id: string) => classes.find((each) => each.id === id)?.name;
  const place = new Map(samples.map(({ id }, index) => [id, index]));
  const describeSet = (ids: readonly string[]) => ids.map((id) => place.get(id));
  return {
    name: project.name,
    settings,
    cardFields,
    classes: classes.map(({ name, colour, disabled }) => ({ name, colour, disabled })),
    samples: await Promise.all(
      samples.map(
        async ({ image, classId, file, assignedSet, pinnedSet, disabled, burstId, state, imageHash }) => ({
          text: await image.text(),
          className: className(classId),
          burst: burstId !== null,
          ...{ file, assignedSet, pinnedSet, disabled, state, imageHash },
        }),
      ),
    ),
    runs: runs.map(({ name, number, id }) => ({ name, number, inUse: id === model?.runId })),
    model: model && {
      ...model,
      runId: null,
      classIds: model.classIds.map(className),
      split: Object.values(model.split).map(describeSet),
      splitNotes: model.splitNotes.map((note) => ('classId' in note ? className(note.classId) : note)),
      evaluation: Object.values(model.evaluation).map(
        (outcome) =>
          outcome && 'sampleIds' in outcome && { ...outcome, sampleIds: describeSet(outcome.sampleIds) },
      ),
    },
  };
}

/** What the model says of a new image: class names with their confidence. */
export async function predict({ studio, state }: Started): Promise<unknown> {
  await studio.predictFile(textFile('new.png', 'blue 99'));
  const { prediction, classes } = state();
  if (prediction?.phase !== 'done') throw new Error('no prediction');
  return prediction.entries.map(({ classId, confidence }) => [
    classes.find(({ id }) => id === classId)?.name,
    confidence,
  ]);
}

/** What the list of problems says, by file and kind. */
export const problemsOf = ({ state }: Started) =>
  state().problems.map(({ file, failure }) => [file, failure.kind]);
