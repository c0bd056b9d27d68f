import { stackEmbeddings } from '../../../src/core/embedding/embedding-table.ts';
import { findPixelFault, type PixelFault } from '../../../src/core/images/find-pixel-fault.ts';
import type { PixelStatistics } from '../../../src/core/images/pixel-statistics.ts';
import { isFailure } from '../../../src/core/shared/failure.ts';
import { createRandom, randomIndex } from '../../../src/core/shared/random.ts';
import { createEngineClient } from '../../../src/engine/client/create-engine-client.ts';
import { spawnWorker } from '../../../src/engine/client/spawn-worker.ts';
import type { EngineClient } from '../../../src/engine/engine-api.ts';
import { type CopyKind, copyKinds, makeCopy, nearDuplicateKinds } from './make-copies.ts';

/** What was measured on one data set. */
export interface HealthFigures {
  readonly imageCount: number;
  /** Groups that are found among the photographs as they are, by their files. */
  readonly groups: readonly (readonly string[])[];
  readonly comparedMs: number;
  /** With copies of some photographs among them. */
  readonly copies: readonly {
    readonly kind: CopyKind;
    readonly count: number;
    /** How many are in one group with their original. */
    readonly foundCount: number;
    readonly faults: Readonly<Partial<Record<PixelFault, number>>>;
  }[];
  /** Groups that hold copies of more than one photograph. */
  readonly mixedGroups: readonly (readonly string[])[];
  /** Photographs whose pixels are said to have a fault. */
  readonly faults: Readonly<Partial<Record<PixelFault, readonly string[]>>>;
  readonly misfits: {
    /** Of the photographs as they are. */
    readonly nearerToOther: number;
    readonly farFromOwn: number;
    /** With 5 % of them put into other classes. */
    readonly misplaced: number;
    readonly misplacedFound: number;
    readonly falselyFound: number;
  };
}

interface Embedded {
  readonly file: string;
  readonly copy: CopyKind | null;
  readonly embedding: Float32Array;
  readonly pixels: PixelStatistics;
}

let engine: EngineClient | null = null;
let embeddingSize = 0;
/** Of all data sets so far. */
const everything: Embedded[] = [];

/**
 * Embeds a data set with copies of some of its photographs, and looks for near duplicates, faults and misfits.
 * @param files `class/file` of each image
 * @param images their bytes as base64
 * @param copyEvery of so many photographs one is copied
 */
export async function measureHealth(
  modelUrl: string,
  files: readonly string[],
  images: readonly string[],
  copyEvery: number,
): Promise<HealthFigures> {
  engine ??= await startEngine(modelUrl);
  const photographs = files.map((file, index) => ({
    file,
    copy: null,
    image: decodeBase64(images[index] as string),
  }));
  const originals = await embed(engine, photographs);
  const chosen = photographs.filter((_, index) => index % copyEvery === 0);
  const drafts: { file: string; copy: CopyKind; image: Blob }[] = [];
  for (const { file, image } of chosen) {
    for (const copy of copyKinds) drafts.push({ file, copy, image: await makeCopy(image, copy) });
  }
  const copies = await embed(engine, drafts);
  everything.push(...originals, ...copies);

  const startMs = performance.now();
  const groups = await findGroups(engine, originals);
  const comparedMs = performance.now() - startMs;
  const likely = copies.filter(({ copy }) => copy !== null && nearDuplicateKinds.includes(copy));
  const withCopies = await findGroups(engine, [...originals, ...likely]);
  const groupOf = new Map(withCopies.flatMap((group) => group.map((member) => [member, group])));
  const originalOf = new Map(originals.map((original) => [original.file, original]));
  return {
    imageCount: originals.length,
    groups: groups.map((group) => group.map(({ file }) => file)),
    comparedMs,
    copies: copyKinds.map((kind) => {
      const ofKind = copies.filter(({ copy }) => copy === kind);
      const found = ofKind.filter((copy) => {
        const original = originalOf.get(copy.file);
        return original !== undefined && groupOf.get(copy)?.includes(original) === true;
      });
      const faults: Partial<Record<PixelFault, number>> = {};
      for (const { pixels } of ofKind) {
        const fault = findPixelFault(pixels);
        if (fault !== null) faults[fault] = (faults[fault] ?? 0) + 1;
      }
      return { kind, count: ofKind.length, foundCount: found.length, faults };
    }),
    mixedGroups: withCopies
      .map((group) => [...new Set(group.map(({ file }) => file))])
      .filter(({ length }) => length > 1),
    faults: Object.groupBy(
      originals.map(({ file }) => file),
      (file) => findPixelFault((originalOf.get(file) as Embedded).pixels) ?? 'none',
    ) as HealthFigures['faults'],
    misfits: await measureMisfits(engine, originals),
  };
}

/** Milliseconds to look for near duplicates among up to `count` of all images that were embedded, copies and all. */
export async function timeComparison(
  count: number,
): Promise<{ readonly imageCount: number; readonly durationMs: number }> {
  if (engine === null) throw new Error('nothing is embedded');
  const members = everything.slice(0, count);
  const startMs = performance.now();
  await findGroups(engine, members);
  return { imageCount: members.length, durationMs: performance.now() - startMs };
}

async function startEngine(modelUrl: string): Promise<EngineClient> {
  const client = createEngineClient({ spawnWorker, setup: { builtInBaseUrl: modelUrl } });
  const started = await client.start({ backend: 'wasm', baseModel: { kind: 'built-in' } }, () => {});
  if (isFailure(started)) throw new Error(started.kind);
  embeddingSize = started.baseModel.embeddingSize;
  return client;
}

/** Of files with the same bytes only the first comes back. */
async function embed(
  client: EngineClient,
  drafts: readonly { readonly file: string; readonly copy: CopyKind | null; readonly image: Blob }[],
): Promise<Embedded[]> {
  const embedded: Embedded[] = [];
  const ended = await client.embedImages(
    drafts.map(({ image }, index) => ({ id: String(index), image })),
    async (results) => {
      for (const result of results) {
        if ('failure' in result) throw new Error(result.failure.kind);
        const { file, copy } = drafts[Number(result.id)] as (typeof drafts)[number];
        if ('embedding' in result)
          embedded.push({ file, copy, embedding: result.embedding, pixels: result.pixels });
      }
      return 'continue';
    },
  );
  if (isFailure(ended)) throw new Error(ended.kind);
  return embedded;
}

async function findGroups(client: EngineClient, members: readonly Embedded[]): Promise<Embedded[][]> {
  const embeddings = stackEmbeddings(
    members.map(({ embedding }) => embedding),
    embeddingSize,
  );
  const pixels = members.map((member) => member.pixels);
  const groups = await client.findNearDuplicates({ embeddings, pixels }, async () => 'continue');
  if (groups === null || isFailure(groups)) throw new Error(groups?.kind ?? 'stopped');
  return groups.map((group) => group.map((row) => members[row] as Embedded));
}

async function measureMisfits(
  client: EngineClient,
  members: readonly Embedded[],
): Promise<HealthFigures['misfits']> {
  const names = [...new Set(members.map(({ file }) => file.split('/')[0]))];
  const right = members.map(({ file }) => names.indexOf(file.split('/')[0]));
  const random = createRandom(1);
  const misplacedRows = new Set<number>();
  const wrong = right.map((classIndex, row) => {
    if (random.next() >= 0.05) return classIndex;
    misplacedRows.add(row);
    return (classIndex + 1 + randomIndex(random, names.length - 1)) % names.length;
  });
  const judge = async (classIndexes: readonly number[]) => {
    // The worker gets the table for good.
    const embeddings = stackEmbeddings(
      members.map(({ embedding }) => embedding),
      embeddingSize,
    );
    const request = { embeddings, classIndexes: Int32Array.from(classIndexes), classCount: names.length };
    const misfits = await client.findMisfits(request);
    if (isFailure(misfits)) throw new Error(misfits.kind);
    return misfits;
  };
  const asTheyAre = await judge(right);
  const mixed = (await judge(wrong)).filter(({ kind }) => kind === 'nearer-to-other');
  return {
    nearerToOther: asTheyAre.filter(({ kind }) => kind === 'nearer-to-other').length,
    farFromOwn: asTheyAre.filter(({ kind }) => kind === 'far-from-own').length,
    misplaced: misplacedRows.size,
    misplacedFound: mixed.filter(({ row }) => misplacedRows.has(row)).length,
    falselyFound: mixed.filter(({ row }) => !misplacedRows.has(row)).length,
  };
}

function decodeBase64(base64: string): Blob {
  return new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]);
}
