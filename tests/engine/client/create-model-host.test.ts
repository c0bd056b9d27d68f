import * as tf from '@tensorflow/tfjs';
import { encode } from 'fast-png';
import { beforeAll, describe, expect, test } from 'vitest';
import type { WorkerLink } from '../../../src/engine/client/create-engine-client.ts';
import { createModelHost } from '../../../src/engine/client/create-model-host.ts';
import type { ModelHost, ModelSource, OpenedModelFacts } from '../../../src/engine/opened-model-api.ts';
import { exposeModel } from '../../../src/engine/worker/opened-models/expose-model.ts';
import { layersModelFiles, seededInitializer } from '../support/made-models.ts';
import { createNodePorts } from '../support/node-ports.ts';

const png = encode({ width: 32, height: 32, data: new Uint8Array(32 * 32 * 3).fill(99), channels: 3 });
const image = new Blob([Uint8Array.from(png)]);
const never = new AbortController().signal;

beforeAll(() => tf.setBackend('wasm'));

/**
 * A host whose workers are message channels; each can be killed.
 * @param mute the place of a worker that says nothing
 */
function createHost(mute: number | null = null) {
  const workers: { kill(): void; ended: boolean }[] = [];
  const host = createModelHost((): WorkerLink => {
    const { port1, port2 } = new MessageChannel();
    if (workers.length !== mute) exposeModel(createNodePorts(''), port2);
    const worker = { kill() {}, ended: false };
    const whenDead = new Promise<string>((die) => {
      worker.kill = () => die('killed');
    });
    workers.push(worker);
    return {
      endpoint: port1,
      whenDead,
      terminate() {
        worker.ended = true;
        port1.close();
        port2.close();
      },
    };
  });
  return { host, workers, running: () => workers.filter(({ ended }) => !ended).length };
}

async function makeSource(units: number): Promise<ModelSource> {
  const kernelInitializer = seededInitializer(3);
  const model = tf.sequential({
    layers: [
      tf.layers.globalAveragePooling2d({ inputShape: [32, 32, 3] }),
      tf.layers.dense({ units, activation: 'softmax', kernelInitializer }),
    ],
  });
  const files = Object.entries(await layersModelFiles(model, ''));
  return {
    format: 'tfjs',
    modelPath: 'model.json',
    files: files.map(([path, { body }]) => ({ path, blob: new Blob([body as Uint8Array<ArrayBuffer>]) })),
  };
}

async function open(host: ModelHost, units: number): Promise<OpenedModelFacts> {
  const facts = await host.open(await makeSource(units), never);
  if (facts === 'stopped' || 'kind' in facts) throw new Error(JSON.stringify(facts));
  return facts;
}

/** How many numbers the model gives; where it gives none, why. */
async function countClasses(host: ModelHost, facts: OpenedModelFacts): Promise<number | string> {
  const answer = await host.classify(facts, image, [-1, 1]);
  if (!('kind' in answer)) return answer.probabilities.length;
  return answer.kind === 'model-stopped' ? answer.detail : answer.kind;
}

describe('a model from a file', () => {
  test('takes the place of the one before it, which answers no longer', async () => {
    const { host, running } = createHost();
    const first = await open(host, 3);
    expect(await countClasses(host, first)).toBe(3);
    const second = await open(host, 4);
    expect(await countClasses(host, second)).toBe(4);
    expect(await countClasses(host, first)).toBe('it was closed');
    expect(running()).toBe(1);
    host.close();
    expect(running()).toBe(0);
    expect(await countClasses(host, second)).toBe('it was closed');
  });

  test('that is refused leaves the one before it at work', async () => {
    const { host, running } = createHost();
    const facts = await open(host, 3);
    const files = [{ path: 'model.json', blob: new Blob(['{']) }];
    const broken: ModelSource = { format: 'tfjs', modelPath: 'model.json', files };
    expect(await host.open(broken, never)).toMatchObject({ kind: 'model-unfit' });
    expect(await countClasses(host, facts)).toBe(3);
    expect(running()).toBe(1);
    host.close();
  });

  test('whose worker dies is opened again with the next image', async () => {
    const { host, workers } = createHost();
    const facts = await open(host, 3);
    const answer = countClasses(host, facts);
    workers[0]?.kill();
    expect(await answer).toBe('killed');
    expect(await countClasses(host, facts)).toBe(3);
    expect(workers).toHaveLength(2);
    host.interrupt();
    expect(await Promise.all([countClasses(host, facts), countClasses(host, facts)])).toEqual([3, 3]);
    expect(workers).toHaveLength(3);
    host.close();
  });

  test('that takes too long can be given up', async () => {
    const { host, running } = createHost();
    const facts = await open(host, 3);
    const stop = new AbortController();
    const opening = host.open(await makeSource(4), stop.signal);
    stop.abort();
    expect(await opening).toBe('stopped');
    expect(await countClasses(host, facts)).toBe(3);
    expect(running()).toBe(1);
    host.close();
  });
});

describe('a model that is opened again and never gets there', () => {
  /** A host whose second worker, and no other, says nothing; an image waits for it. */
  async function reopen() {
    const { host, workers, running } = createHost(1);
    const facts = await open(host, 3);
    workers[0]?.kill();
    await expect.poll(running).toBe(0);
    const answer = countClasses(host, facts);
    expect(running()).toBe(1);
    return { host, facts, answer, running };
  }

  test('can be interrupted, and is there for the next image', async () => {
    const { host, facts, answer, running } = await reopen();
    host.interrupt();
    expect(await answer).toBe('it was ended');
    expect(await countClasses(host, facts)).toBe(3);
    expect(running()).toBe(1);
    host.close();
  });

  test('can be closed', async () => {
    const { host, answer, running } = await reopen();
    host.close();
    expect(await answer).toBe('it was closed');
    expect(running()).toBe(0);
  });

  test('can be replaced', async () => {
    const { host, answer, running } = await reopen();
    const other = await open(host, 4);
    expect(await answer).toBe('another one was opened');
    expect(await countClasses(host, other)).toBe(4);
    expect(running()).toBe(1);
    host.close();
  });
});
