import type { BaseModel } from '../core/embedding/base-model.ts';
import { checkParity } from '../core/embedding/check-parity.ts';
import { createParityImage } from '../core/embedding/parity-image.ts';
import type { EngineClock, Lane, LanePort } from './engine-ports.ts';

/** The base model on several processors at once. */
export interface EmbeddingLanes {
  /** Brings lanes up where none are; they join one by one, and nobody has to wait for them. */
  open(): void;
  /** How many passes are worth having under way at one time; 1 where there are no lanes. */
  passesAtOnce(): number;
  /**
   * Runs one pass in the first lane that is free.
   * @returns embeddings one after the other; null where no lane is up: the caller runs the pass itself
   */
  embed(images: readonly Uint8Array[]): Promise<Float32Array | null>;
  /** Ends all lanes. They can be opened again. */
  close(): void;
}

/** A pass that takes longer is that of a lane that has died, and lanes without a pass for so long are ended: each holds on to some 30 MB. */
const defaultTimes = { limitMs: 120_000, idleMs: 20_000 };

/** Lanes for one base model. A lane that fails, hangs or computes wrongly is ended, and its pass is run by another. */
export function createEmbeddingLanes(
  network: BaseModel,
  port: LanePort,
  clock: EngineClock,
  times = defaultTimes,
): EmbeddingLanes {
  /** Those that are up; each is busy or among `free`. */
  const lanes = new Set<Lane>();
  const free: Lane[] = [];
  const waiting: ((lane: Lane | null) => void)[] = [];
  /** Goes up when all lanes are ended, so that one which is still being opened is not let in. */
  let generation = 0;
  let isOpen = false;
  let passCount = 0;

  const giveBack = (lane: Lane) => {
    const next = waiting.shift();
    if (next === undefined) free.push(lane);
    else next(lane);
  };
  const take = (): Promise<Lane | null> => {
    if (lanes.size === 0) return Promise.resolve(null);
    const lane = free.pop();
    return lane === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(lane);
  };
  const end = (lane: Lane) => {
    lane.close();
    lanes.delete(lane);
    if (lanes.size > 0) return;
    // Nobody will be free any more.
    isOpen = false;
    for (const resolve of waiting.splice(0)) resolve(null);
  };
  const openOne = async (ofGeneration: number) => {
    const lane = await port.open(network);
    const image = createParityImage(network.manifest.inputSize);
    const embedding = await withLimit(lane.embed([image])).catch(() => null);
    const isRight = embedding !== null && checkParity(embedding, network.manifest.parityEmbedding).right;
    if (!isRight || generation !== ofGeneration) return lane.close();
    lanes.add(lane);
    giveBack(lane);
  };
  /** One after the other, so that what the first one fetches is in the browser's cache for the next. */
  const openAll = async (ofGeneration: number) => {
    for (let i = 0; i < port.laneCount && generation === ofGeneration; i++) {
      await openOne(ofGeneration).catch(() => {});
    }
  };
  const withLimit = <Result>(work: Promise<Result>): Promise<Result> =>
    Promise.race([
      work,
      clock.wait(times.limitMs).then(() => {
        throw new Error('no answer');
      }),
    ]);
  const close = () => {
    generation++;
    isOpen = false;
    free.length = 0;
    for (const lane of lanes) end(lane);
  };
  const closeWhenIdle = async (ofGeneration: number) => {
    for (let seen = -1; seen !== passCount || free.length < lanes.size; ) {
      seen = passCount;
      await clock.wait(times.idleMs);
    }
    if (generation === ofGeneration) close();
  };

  return {
    open() {
      if (isOpen || port.laneCount < 2) return;
      isOpen = true;
      void openAll(generation);
      void closeWhenIdle(generation);
    },
    // One more than there are lanes, so that a lane which gets free finds its next pass ready.
    passesAtOnce: () => (lanes.size === 0 ? 1 : lanes.size + 1),
    async embed(images) {
      for (;;) {
        const lane = await take();
        if (lane === null) return null;
        passCount++;
        try {
          const embeddings = await withLimit(lane.embed(images));
          if (lanes.has(lane)) giveBack(lane);
          return embeddings;
        } catch {
          end(lane);
        }
      }
    },
    close,
  };
}
