import type { Answer } from '../core/shared/answer.ts';
import type { EmbedTimings } from './engine-api.ts';
import type { EngineClock } from './engine-ports.ts';

/** What runs pixels through the base model. */
export interface EmbedPorts {
  readonly batchSize: number;
  /** @returns one embedding after the other; null when there is no base model any more that these images were for */
  readonly embed: (pixels: readonly Uint8Array[]) => Promise<Float32Array | null>;
  /** How many passes are worth having under way at one time; it may change during a run. */
  readonly passesAtOnce: () => number;
  readonly clock: EngineClock;
}

/** An item that is ready for the base model, or needs none. */
export interface PreparedItem<Result> {
  /** Makes what goes through the base model, when its turn comes; null where nothing does. */
  readonly makeSquares: (() => readonly Uint8Array[]) | null;
  /** @param embeddings one for each square */
  complete(embeddings: readonly Float32Array<ArrayBuffer>[]): Promise<Result>;
}

/**
 * How many batches are on their way through the decoders while one is embedded. wasm keeps the thread busy during a
 * forward pass, so a decode moves on by one of its steps (read, decode, draw) between two passes.
 */
const batchesAhead = 4;

/**
 * Results are not handed over more often: whoever takes them keeps and draws them, and the time for that goes off the passes where
 * processors are few.
 */
const handOverPauseMs = 500;

/** Some items in a row: those that go through the base model are as many as fit a batch, the others come along as they are. */
interface Group<Result> {
  readonly members: readonly PreparedItem<Result>[];
  readonly squares: readonly Uint8Array[];
  /** How many squares each member has. */
  readonly counts: readonly number[];
}

/** A group whose squares are going through the base model. */
interface GroupUnderWay<Result> {
  readonly group: Group<Result>;
  readonly embedding: Promise<readonly Float32Array<ArrayBuffer>[] | null>;
}

/**
 * Prepares ahead, embeds batch by batch, several at one time where that is worth it, and hands results over in groups, in
 * the order given. What is complete is sent while the next groups are embedded; what comes after it waits for its answer.
 */
export async function embedInGroups<Item, Result>(
  items: readonly Item[],
  prepare: (item: Item) => Promise<PreparedItem<Result>>,
  ports: EmbedPorts,
  onEmbedded: (results: readonly Result[]) => Promise<Answer>,
): Promise<EmbedTimings> {
  const { batchSize, clock } = ports;
  const startMs = clock.now();
  let decodeMs = 0;
  let embedMs = 0;
  let imagesEmbedded = 0;

  const ahead: Promise<PreparedItem<Result>>[] = [];
  let startedCount = 0;
  const prepareAhead = () => {
    for (; startedCount < items.length && ahead.length < batchesAhead * batchSize; startedCount++) {
      const prepared = prepare(items[startedCount] as Item);
      // After a stop nobody looks at it any more.
      prepared.catch(() => {});
      ahead.push(prepared);
    }
  };
  const takeMembers = async () => {
    const members: PreparedItem<Result>[] = [];
    let embeddedCount = 0;
    for (let next = ahead.shift(); next !== undefined; next = ahead.shift()) {
      const member = await next;
      prepareAhead();
      members.push(member);
      if (member.makeSquares !== null) embeddedCount++;
      if (embeddedCount === batchSize || members.length === batchesAhead * batchSize) break;
    }
    return members;
  };

  const underWay: GroupUnderWay<Result>[] = [];
  const fillUp = async () => {
    while (ahead.length > 0 && underWay.length < ports.passesAtOnce()) {
      const takenMs = clock.now();
      const group = makeGroup(await takeMembers());
      decodeMs += clock.now() - takenMs;
      const embedding = embedSquares(group.squares, ports);
      // After a stop nobody looks at it any more.
      embedding.catch(() => {});
      underWay.push({ group, embedding });
    }
  };

  let answer: Promise<Answer> = Promise.resolve('continue');
  let handedOverMs = Number.NEGATIVE_INFINITY;
  const complete: { readonly squareCount: number; readonly results: Promise<Result[]> }[] = [];
  const handOver = () => {
    handedOverMs = clock.now();
    const groups = complete.splice(0);
    for (const { squareCount } of groups) imagesEmbedded += squareCount;
    answer = Promise.all(groups.map(({ results }) => results)).then((all) => onEmbedded(all.flat()));
    // It is awaited with the next one; until then a rejection must not count as unhandled.
    answer.catch(() => {});
  };
  prepareAhead();
  for (;;) {
    await fillUp();
    const first = underWay.shift();
    if (first === undefined) break;
    const { group, embedding } = first;
    const waitedFromMs = clock.now();
    const embeddings = await embedding;
    embedMs += clock.now() - waitedFromMs;
    if (embeddings === null) break;
    const results = completeGroup(group, embeddings);
    // After a stop nobody looks at it any more.
    results.catch(() => {});
    complete.push({ squareCount: group.squares.length, results });
    if (clock.now() - handedOverMs < handOverPauseMs) continue;
    if ((await answer) === 'stop') break;
    handOver();
  }
  if ((await answer) === 'continue' && complete.length > 0) {
    handOver();
    await answer;
  }
  return { imagesEmbedded, decodeMs, embedMs, totalMs: clock.now() - startMs };
}

function makeGroup<Result>(members: readonly PreparedItem<Result>[]): Group<Result> {
  const made = members.map(({ makeSquares }) => makeSquares?.() ?? []);
  return { members, squares: made.flat(), counts: made.map(({ length }) => length) };
}

/** Pass by pass, so that whoever waits for the base model waits for one pass only. */
async function embedSquares(
  squares: readonly Uint8Array[],
  { batchSize, embed }: EmbedPorts,
): Promise<readonly Float32Array<ArrayBuffer>[] | null> {
  const embeddings: Float32Array<ArrayBuffer>[] = [];
  for (let first = 0; first < squares.length; first += batchSize) {
    const pass = squares.slice(first, first + batchSize);
    const values = await embed(pass);
    if (values === null) return null;
    const embeddingSize = values.length / pass.length;
    for (let row = 0; row < pass.length; row++) {
      embeddings.push(values.slice(row * embeddingSize, (row + 1) * embeddingSize));
    }
  }
  return embeddings;
}

function completeGroup<Result>(
  { members, counts }: Group<Result>,
  embeddings: readonly Float32Array<ArrayBuffer>[],
): Promise<Result[]> {
  let first = 0;
  return Promise.all(
    members.map((member, index) => {
      const own = embeddings.slice(first, first + (counts[index] as number));
      first += own.length;
      return member.complete(own);
    }),
  );
}
