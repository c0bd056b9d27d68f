import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSampleCredits } from '../../src/platform/sample-credits.ts';
import { fetchSampleImages } from '../../src/platform/sample-images.ts';

const files = new Map([
  ['/graft/samples/sample-images.zip', 'the samples'],
  ['/graft/samples/credits.json', '{ "sets": [] }'],
  ['/damaged/samples/credits.json', '{ "sets": ['],
]);

const noStop = new AbortController().signal;
let server: Server;
let address: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const file = files.get(request.url ?? '');
    response.statusCode = file === undefined ? 404 : 200;
    response.end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

test('the samples lie beside the page, in whatever folder that is', async () => {
  const samples = await fetchSampleImages(noStop, `${address}/graft/index.html#train`);
  if ('kind' in samples) throw new Error(samples.kind);
  expect(samples.path).toBe('sample-images.zip');
  expect(await samples.blob.text()).toBe('the samples');
});

test('missing or unreachable samples are a failure, not an error', async () => {
  expect(await fetchSampleImages(noStop, `${address}/elsewhere/`)).toEqual({
    kind: 'part-unreachable',
    detail: 'the server answered 404',
  });
  expect(await fetchSampleImages(noStop, 'http://127.0.0.1:1/')).toMatchObject({ kind: 'part-unreachable' });
});

test('a fetch that hangs ends with a stop', async () => {
  const hanging = createServer(() => {});
  await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.1', resolve));
  const stop = new AbortController();
  const fetched = fetchSampleImages(
    stop.signal,
    `http://127.0.0.1:${(hanging.address() as AddressInfo).port}/`,
  );
  stop.abort();
  expect(await fetched).toMatchObject({ kind: 'part-unreachable' });
  hanging.closeAllConnections();
  hanging.close();
});

test('credits are read, and null where they are missing, damaged or out of reach', async () => {
  expect(await readSampleCredits(`${address}/graft/`)).toEqual({ sets: [] });
  expect(await readSampleCredits(`${address}/elsewhere/`)).toBeNull();
  expect(await readSampleCredits(`${address}/damaged/`)).toBeNull();
  expect(await readSampleCredits('http://127.0.0.1:1/')).toBeNull();
});
