import { packEmbedding } from '../core/embedding/pack-embedding.ts';
import type { Answer } from '../core/shared/answer.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import type { BaseModelInfo, EmbeddedImage, EmbedTimings, EngineClient } from '../engine/engine-api.ts';
import { addTimings } from './add-timings.ts';
import { countWaiting } from './count-waiting.ts';
import { baseModelKey, type ImageIdentity } from './embedding-store.ts';
import { answerOrFailure } from './engine-access.ts';
import type { ImportSession } from './import-session.ts';
import { markReadySamples } from './mark-ready-samples.ts';
import type { EmbeddedForKeeping } from './project-keeper.ts';
import type { StudioContext } from './studio-context.ts';
import type { ImportRemark, StudioSample } from './studio-state.ts';
import { isEngineSettled, waitUntil } from './wait-until.ts';

/** Takes samples from `waiting` to `ready`, one run at a time. */
export interface WaitingSamplesEmbedder {
  /**
   * Embeds all samples that wait, also those that are added meanwhile. Waits for an engine that is starting, and goes on
   * after a crash with what is not embedded yet.
   * @returns null when no sample waits any more, else why some still do
   */
  embedWaitingSamples(): Promise<Failure | 'stopped' | null>;
  /** The same, unless a person stopped it or it ran into a failure: then the samples wait for a word. */
  goOn(): void;
  /** Ends the run after the group of images that is under way. */
  stop(): void;
}

/** The one embedder of a studio: its runs show their progress in the session, and end with it. */
export function createWaitingSamplesEmbedder(
  context: StudioContext,
  session: ImportSession,
): WaitingSamplesEmbedder {
  const { ports, store, embeddings, claims, edits, keeper } = context;
  let run: Promise<Failure | 'stopped' | null> | null = null;
  let paused = false;
  /** Images of the run that are through, embedded or refused. */
  let doneCount = 0;

  const start = () => {
    if (waitingCount() > 0) run ??= embedUntilNoneWaits();
    return run ?? Promise.resolve(null);
  };

  return {
    embedWaitingSamples() {
      paused = false;
      session.resume();
      return start();
    },
    goOn() {
      if (!paused) void start();
    },
    stop() {
      paused = true;
    },
  };

  async function embedUntilNoneWaits(): Promise<Failure | 'stopped' | null> {
    session.begin();
    doneCount = 0;
    context.announce(ports.messages.announcements.imagesEmbedding(waitingCount()));
    try {
      for (;;) {
        if (waitingCount() === 0) return null;
        if (paused) return 'stopped';
        showProgress();
        await waitUntil(store, (state) => isEngineSettled(state) || state.importing?.stopping === true);
        if (paused) return 'stopped';
        const { engine } = store.getState();
        let interrupted = false;
        const answer = await context.engine.ask(
          (client, { baseModel }) => embedRound(client, baseModel, () => interrupted),
          () => {
            interrupted = true;
          },
        );
        // After a crash the engine is another one, and the round is begun anew with what is left.
        if (!isFailure(answer) || store.getState().engine !== engine) continue;
        paused = engine.phase !== 'failed';
        session.explainWaiting(answer);
        return answer;
      }
    } finally {
      run = null;
      session.end();
    }
  }

  /** Embeds what waits now. Ends early when images of the round are no longer wanted, so that none is embedded in vain. */
  async function embedRound(
    client: EngineClient,
    baseModel: BaseModelInfo,
    isInterrupted: () => boolean,
  ): Promise<EmbedTimings | Failure | null> {
    takeKnown(baseModel);
    const waiting = store.getState().samples.filter(({ state }) => state === 'waiting');
    const pending = new Map(waiting.map((sample) => [sample.id, sample]));
    if (pending.size === 0) return null;

    const startMs = ports.clock.now();
    let embeddedCount = 0;
    let samplesSeen = store.getState().samples;
    const images = waiting.map(({ id, image }) => ({ id, image }));
    const takeGroup = async (results: readonly EmbeddedImage[]): Promise<Answer> => {
      const wanted = samplesSeen === store.getState().samples || areAllWanted(pending);
      embeddedCount += results.filter((result) => 'embedding' in result).length;
      await takeResults(results, pending, baseModel);
      samplesSeen = store.getState().samples;
      return paused || isInterrupted() || !wanted ? 'stop' : 'continue';
    };
    const claimed = claims.listHashes(
      waiting.map(({ image }) => image),
      baseModelKey(baseModel),
    );
    const known = new Set([...embeddings.listHashes(baseModel), ...claimed]);
    const answer = await answerOrFailure(() => client.embedImages(images, takeGroup, known));
    const durationMs = ports.clock.now() - startMs;
    store.setState(
      addTimings(
        isFailure(answer)
          ? { imagesEmbedded: embeddedCount, decodeMs: 0, embedMs: durationMs, totalMs: durationMs }
          : answer,
      ),
    );
    return answer;
  }

  /** Marks what this base model has embedded before. */
  function takeKnown(baseModel: BaseModelInfo): void {
    const { samples } = store.getState();
    const marked = markReadySamples(samples, embeddings, baseModel);
    const known = samples.filter(
      ({ state }, index) => state === 'waiting' && marked[index]?.state === 'ready',
    );
    if (known.length === 0) return;
    store.setState({ samples: marked });
    session.countReady(known);
    doneCount += known.length;
    showProgress();
  }

  function areAllWanted(pending: ReadonlyMap<string, StudioSample>): boolean {
    const ids = new Set(store.getState().samples.map(({ id }) => id));
    return [...pending.keys()].every((id) => ids.has(id));
  }

  async function takeResults(
    results: readonly EmbeddedImage[],
    pending: Map<string, StudioSample>,
    baseModel: BaseModelInfo,
  ): Promise<void> {
    const failures = new Map<string, Failure>();
    const hashes = new Map<string, string>();
    const wanted = new Map<string, StudioSample>();
    const embedded: (EmbeddedForKeeping & { readonly image: Blob })[] = [];
    const claimed: EmbeddedForKeeping[] = [];
    const remarks: ImportRemark[] = [];
    for (const result of results) {
      const sample = pending.get(result.id);
      if (sample === undefined) continue;
      pending.delete(result.id);
      if ('failure' in result) {
        failures.set(result.id, result.failure);
        continue;
      }
      wanted.set(result.id, sample);
      const imageHash = 'imageHash' in result ? result.imageHash : result.knownImageHash;
      hashes.set(result.id, imageHash);
      const claim = claims.settle(sample.image, imageHash);
      if (claim !== null) {
        claimed.push({ ...claim, identity: embeddings.recognise(sample.image, imageHash) ?? claim.identity });
      }
      if ('imageHash' in result) {
        const { thumbnail, pixels, embedding, remark } = result;
        const packed = packEmbedding(embedding);
        // Another base model looks at the same image again: then it has a hash, and this was said before.
        if (remark !== null && sample.imageHash === null) {
          remarks.push({ id: sample.id, file: sample.file, remark });
        }
        const identity = { imageHash, thumbnail, pixels };
        embedded.push({ image: sample.image, identity, baseKey: baseModelKey(baseModel), packed });
      }
    }
    // Kept before it is said: what is shown as ready is never embedded again.
    await keeper.keepEmbeddings([...claimed, ...embedded], hashes);
    for (const each of claimed) embeddings.adopt(each);
    for (const { image, identity, packed } of embedded) embeddings.put(image, identity, baseModel, packed);
    const identities = new Map<string, ImageIdentity>();
    for (const [id, sample] of wanted) {
      const identity = embeddings.recognise(sample.image, hashes.get(id) ?? '');
      // Its equal may have been deleted for good meanwhile, or a project file said falsely that it has one: then it goes on
      // waiting, for the next round.
      if (identity !== null) identities.set(id, identity);
    }

    const ready: StudioSample[] = [];
    const refused: { readonly file: string; readonly failure: Failure }[] = [];
    const samples: StudioSample[] = [];
    for (const sample of store.getState().samples) {
      const failure = failures.get(sample.id);
      const identity = identities.get(sample.id);
      if (failure !== undefined) {
        refused.push({ file: sample.file, failure });
        samples.push(sample);
      } else if (identity !== undefined) {
        ready.push(sample);
        const { imageHash, thumbnail } = identity;
        samples.push({ ...sample, imageHash, thumbnail, state: 'ready' });
      } else {
        samples.push(sample);
      }
    }
    store.setState({ samples });
    if (refused.length > 0) edits.dropSamples(new Set(failures.keys()));
    session.countReady(ready);
    session.leaveOut(refused);
    session.remarkOn(remarks);
    doneCount += ready.length + refused.length;
    showProgress();
  }

  function waitingCount(): number {
    return countWaiting(store.getState().samples);
  }

  function showProgress(): void {
    session.showEmbedding(doneCount, doneCount + waitingCount());
  }
}
