import * as Comlink from 'comlink';
import type { DecoderAnswer, DecoderApi, PackagedFormat } from './decoder-answer.ts';

/** Decodes what the browser cannot. */
export type PackagedDecoder = (
  format: PackagedFormat,
  bytes: Uint8Array<ArrayBuffer>,
) => Promise<DecoderAnswer>;

/** How long one image may take, and how long an idle worker is kept: it holds on to the memory of its largest image. */
const defaultTimes = { limitMs: 60_000, idleMs: 10_000 };

/** A worker that runs, until it is ended. */
interface Running {
  readonly worker: Worker;
  readonly api: Comlink.Remote<DecoderApi>;
  /** Resolves when it could not be fetched (null), or died for a reason. */
  readonly whenDead: Promise<string | null>;
}

/**
 * Decodes one image at a time in a worker of its own: started with the first image, and ended when an image takes too
 * long or fails in an unknown way, so that a hostile file costs nothing but itself.
 */
export function createPackagedDecoder(spawn: () => Worker, times = defaultTimes): PackagedDecoder {
  let running: Running | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let idle: ReturnType<typeof setTimeout> | undefined;

  const end = () => {
    running?.worker.terminate();
    running = null;
  };

  const decodeNow: PackagedDecoder = async (format, bytes) => {
    clearTimeout(idle);
    let limit: ReturnType<typeof setTimeout> | undefined;
    try {
      running ??= start(spawn);
      const answer = await Promise.race([
        running.api.decode(format, bytes),
        running.whenDead.then((reason): DecoderAnswer => {
          end();
          return reason === null
            ? { kind: 'decoder-unreachable', format, detail: '' }
            : { kind: 'decoder-gave-up', format, detail: reason };
        }),
        new Promise<DecoderAnswer>((resolve) => {
          limit = setTimeout(() => {
            end();
            resolve({ kind: 'decoder-gave-up', format, detail: `${times.limitMs / 1000} s` });
          }, times.limitMs);
        }),
      ]);
      // A browser remembers what a worker could not fetch; a new worker tries again.
      if ('kind' in answer && answer.kind === 'decoder-unreachable') end();
      return answer;
    } catch (error) {
      end();
      return {
        kind: 'decoder-gave-up',
        format,
        detail: error instanceof Error ? error.message : String(error),
      };
    } finally {
      clearTimeout(limit);
      idle = setTimeout(end, times.idleMs);
    }
  };

  return (format, bytes) => {
    const answer = last.then(() => decodeNow(format, bytes));
    last = answer;
    return answer;
  };
}

function start(spawn: () => Worker): Running {
  const worker = spawn();
  const whenDead = new Promise<string | null>((resolve) => {
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      // Only a script that ran has a message.
      resolve(event.message || null);
    });
  });
  return { worker, api: Comlink.wrap<DecoderApi>(worker), whenDead };
}
