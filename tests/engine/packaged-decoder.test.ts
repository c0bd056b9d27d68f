import { MessageChannel } from 'node:worker_threads';
import * as Comlink from 'comlink';
import { expect, test } from 'vitest';
import type { DecoderAnswer, DecoderApi } from '../../src/engine/worker/decoders/decoder-answer.ts';
import { createPackagedDecoder } from '../../src/engine/worker/decoders/packaged-decoder.ts';

const refused: DecoderAnswer = { kind: 'file-damaged', format: 'heic' };
const bytes = Uint8Array.of(1);

/** Workers on this thread, each with what it does; and how many run and ran. */
function createWorkers(decode: DecoderApi['decode']) {
  const counts = { started: 0, running: 0 };
  const deaths: ((message: string) => void)[] = [];
  const spawn = () => {
    counts.started++;
    counts.running++;
    const { port1, port2 } = new MessageChannel();
    Comlink.expose({ decode }, port2 as unknown as Comlink.Endpoint);
    const worker = Object.assign(new EventTarget(), {
      postMessage: (message: unknown) => port1.postMessage(message),
      start: () => port1.start(),
      terminate() {
        counts.running--;
        port1.close();
      },
    });
    port1.on('message', (data) => worker.dispatchEvent(new MessageEvent('message', { data })));
    deaths.push((message) => worker.dispatchEvent(Object.assign(new Event('error'), { message })));
    return worker as unknown as Worker;
  };
  return { spawn, counts, die: (message: string) => deaths.at(-1)?.(message) };
}

const soon = { limitMs: 60_000, idleMs: 20 };
const never = () => new Promise<never>(() => {});

test('starts a worker with the first image, decodes one at a time, and ends it when nothing comes', async () => {
  let atOnce = 0;
  const { spawn, counts } = createWorkers(async () => {
    expect(++atOnce).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    atOnce--;
    return refused;
  });
  const decode = createPackagedDecoder(spawn, soon);
  expect(counts.started).toBe(0);
  expect(await Promise.all([1, 2, 3].map(() => decode('heic', bytes)))).toEqual([refused, refused, refused]);
  expect(counts.started).toBe(1);
  await expect.poll(() => counts.running).toBe(0);
  expect(await decode('heic', bytes)).toEqual(refused);
  expect(counts.started).toBe(2);
});

test('gives up on an image that takes too long, and decodes the next one in a new worker', async () => {
  let calls = 0;
  const { spawn, counts } = createWorkers(() => (++calls === 1 ? never() : Promise.resolve(refused)));
  const decode = createPackagedDecoder(spawn, { limitMs: 30, idleMs: 1000 });
  const answers = await Promise.all([decode('tiff', bytes), decode('heic', bytes)]);
  expect(answers).toEqual([{ kind: 'decoder-gave-up', format: 'tiff', detail: '0.03 s' }, refused]);
  expect(counts).toEqual({ started: 2, running: 1 });
});

test.each([
  ['could not be fetched', '', { kind: 'decoder-unreachable', format: 'heic', detail: '' }],
  ['died', 'out of memory', { kind: 'decoder-gave-up', format: 'heic', detail: 'out of memory' }],
])('says when the worker %s', async (_, message, expected) => {
  const { spawn, counts, die } = createWorkers(never);
  const decode = createPackagedDecoder(spawn, soon);
  const answer = decode('heic', bytes);
  await expect.poll(() => counts.started).toBe(1);
  die(message);
  expect(await answer).toEqual(expected);
  expect(counts.running).toBe(0);
});

test('asks anew for a decoder that could not be fetched, and after a mistake of a decoder', async () => {
  const unreachable: DecoderAnswer = { kind: 'decoder-unreachable', format: 'heic', detail: 'offline' };
  const answers = [unreachable, new Error('a bug'), refused];
  const { spawn, counts } = createWorkers(async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer ?? refused;
  });
  const decode = createPackagedDecoder(spawn, soon);
  expect(await decode('heic', bytes)).toEqual(unreachable);
  expect(await decode('heic', bytes)).toEqual({ kind: 'decoder-gave-up', format: 'heic', detail: 'a bug' });
  expect(await decode('heic', bytes)).toEqual(refused);
  expect(counts.started).toBe(3);
});

test('says where there can be no worker', async () => {
  const decode = createPackagedDecoder(() => {
    throw new Error('Worker is not defined');
  });
  expect(await decode('tiff', bytes)).toMatchObject({
    kind: 'decoder-gave-up',
    detail: 'Worker is not defined',
  });
});
