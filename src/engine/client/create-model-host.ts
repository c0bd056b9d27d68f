import * as Comlink from 'comlink';
import { type Failure, isFailure } from '../../core/shared/failure.ts';
import type { ModelHost, ModelSource, OpenedModelFacts, ProgramFetch } from '../opened-model-api.ts';
import type { ModelWorkerApi } from '../worker/opened-models/model-worker-api.ts';
import type { WorkerLink } from './create-engine-client.ts';

/** A worker that was given a model. */
interface Life {
  readonly worker: ModelWorkerApi;
  /** What it says of the model, once it has opened it. */
  readonly opened: Promise<OpenedModelFacts | Failure>;
  /** Resolves when the worker has died, or was ended here. */
  readonly whenEnded: Promise<Failure>;
  end(detail: string): void;
}

/** Opens each model in a worker of its own, and keeps its files to open it again in another one. */
export function createModelHost(spawnWorker: () => WorkerLink): ModelHost {
  /** The open model. */
  let current: { readonly source: ModelSource; readonly facts: OpenedModelFacts } | null = null;
  /** The worker that has it, or is opening it again. */
  let life: Life | null = null;

  return {
    async open(source, stop, onFetching) {
      if (stop.aborted) return 'stopped';
      const begun = begin(source, onFetching);
      const end = () => begun.end('it was ended');
      stop.addEventListener('abort', end, { once: true });
      const facts = await begun.opened;
      stop.removeEventListener('abort', end);
      if (stop.aborted || isFailure(facts) || facts.head !== null) {
        end();
        return stop.aborted ? 'stopped' : facts;
      }
      endLife('another one was opened');
      current = { source, facts };
      adopt(begun);
      return facts;
    },

    async classify(facts, image, inputRange) {
      if (current?.facts !== facts) return { kind: 'model-stopped', detail: 'it was closed' };
      const running = life ?? adopt(begin(current.source));
      const reopened = await running.opened;
      if (isFailure(reopened)) {
        running.end('it was ended');
        return reopened;
      }
      const sent = image instanceof Blob ? image : Comlink.transfer(image, [image]);
      const answer = await orEnded(running.worker.classify(sent, inputRange), running.whenEnded);
      // What has broken off once is begun anew with the next image.
      if (isFailure(answer) && answer.kind === 'model-stopped') running.end(answer.detail);
      return answer;
    },

    interrupt: () => endLife('it was ended'),

    close() {
      endLife('it was closed');
      current = null;
    },
  };

  function begin(source: ModelSource, onFetching: (fetching: ProgramFetch | null) => void = () => {}): Life {
    const link = spawnWorker();
    let settle: (failure: Failure) => void = () => {};
    const whenEnded = new Promise<Failure>((resolve) => {
      settle = resolve;
    });
    const end = (detail: string) => {
      link.terminate();
      settle({ kind: 'model-stopped', detail });
    };
    void link.whenDead.then(end);
    const worker = Comlink.wrap<ModelWorkerApi>(link.endpoint) as unknown as ModelWorkerApi;
    const opened = orEnded(worker.open(source, Comlink.proxy(onFetching)), whenEnded);
    return { worker, opened, whenEnded, end };
  }

  function adopt(begun: Life): Life {
    life = begun;
    void begun.whenEnded.then(() => {
      if (life === begun) life = null;
    });
    return begun;
  }

  function endLife(detail: string): void {
    life?.end(detail);
    life = null;
  }
}

async function orEnded<Result>(
  answer: Promise<Result>,
  whenEnded: Promise<Failure>,
): Promise<Result | Failure> {
  try {
    return await Promise.race([answer, whenEnded]);
  } catch (error) {
    return { kind: 'model-stopped', detail: error instanceof Error ? error.message : String(error) };
  }
}
