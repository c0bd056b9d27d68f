import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchLinkedModel } from '../../src/platform/fetch-linked-model.ts';
import { startServer, type TestServer } from '../engine/support/serve.ts';

const never = new AbortController().signal;
let server: TestServer;

beforeAll(async () => {
  server = await startServer({
    '/graft/models/our%20birds.zip': { type: 'application/zip', body: 'a model' },
    '/graft/page.html': { type: 'text/html', body: '<p>a model</p>' },
    '/graft/lost.zip': { type: 'text/html', body: '<p>not found</p>' },
  });
});

afterAll(() => server?.close());

const ask = (address: string, largestBytes?: number) =>
  fetchLinkedModel(address, never, `${server.origin}/graft/?model=${address}`, largestBytes);

test('a file beside the page comes with its name', async () => {
  const file = await ask('models/our birds.zip');
  if (!('blob' in file)) throw new Error(JSON.stringify(file));
  expect([file.path, file.blob.type, await file.blob.text()]).toEqual([
    'our birds.zip',
    'application/zip',
    'a model',
  ]);
  expect(await ask('page.html')).toMatchObject({ path: 'page.html' });
});

test.each(['https://a.example/m.zip', '//a.example/m.zip', 'data:application/zip,x', 'blob:x', 'http://'])(
  'nothing is asked of another place: %s',
  async (address) => {
    expect(await ask(address)).toEqual({ kind: 'model-link-elsewhere', address });
  },
);

test('what is not there, or a web page in its place, is said', async () => {
  expect(await ask('none.zip')).toMatchObject({
    kind: 'model-link-unreachable',
    detail: 'the server answered 404',
  });
  expect(await ask('lost.zip')).toMatchObject({
    kind: 'model-link-unreachable',
    detail: 'the server answered with a web page',
  });
});

test('no more bytes come than are allowed', async () => {
  expect(await ask('models/our birds.zip', 6)).toMatchObject({ kind: 'model-link-too-large', limitBytes: 6 });
});
