import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/core/shared/answer.ts';
import { fetchProgram } from '../../src/engine/worker/check-programs/fetch-program.ts';

const limits = { tellMs: 10, silenceMs: 5000, sizeBytes: 1000 };

let server: Server;
let url: string;
let answer: (response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((_, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/program.wasm`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const goOn = async (): Promise<Answer> => 'continue';

describe('fetchProgram', () => {
  it('gives all bytes, and tells how many there are while they come', async () => {
    const told: number[] = [];
    answer = (response) => response.write('abc');
    const program = fetchProgram(
      url,
      async (loadedBytes) => {
        told.push(loadedBytes);
        // Once it is known that three have come, so does the rest.
        if (loadedBytes === 3) server.emit('rest');
        return 'continue';
      },
      limits,
    );
    server.once('request', (_, response) => server.once('rest', () => response.end('de')));
    expect(new TextDecoder().decode((await program) as ArrayBuffer)).toBe('abcde');
    expect(told).toContain(3);
  });

  it('ends when it is told to, though nothing comes', async () => {
    answer = () => {};
    expect(await fetchProgram(url, async () => 'stop', limits)).toEqual({ reason: 'broken-off' });
  });

  it('waits for what does not come, but not for ever', async () => {
    answer = (response) => response.write('abc');
    expect(await fetchProgram(url, goOn, { ...limits, silenceMs: 50 })).toEqual({
      reason: 'client-unreachable',
      detail: 'nothing came for 0.05 seconds',
    });
  });

  it('takes neither a web page, nor an error, nor more than there can be', async () => {
    const fetchWith = (make: typeof answer) => {
      answer = make;
      return fetchProgram(url, goOn, limits);
    };
    const page = await fetchWith((response) => response.setHeader('content-type', 'text/html').end('<p>'));
    expect(page).toMatchObject({
      reason: 'client-unreachable',
      detail: 'the server answered with a web page',
    });
    const missing = await fetchWith((response) => response.writeHead(404).end());
    expect(missing).toMatchObject({ reason: 'client-unreachable', detail: 'the server answered 404' });
    const endless = await fetchWith((response) => response.end('a'.repeat(1001)));
    expect(endless).toMatchObject({ reason: 'client-unreachable', detail: 'more than 1000 bytes came' });
  });

  it('says that nobody answers', async () => {
    expect(await fetchProgram('http://127.0.0.1:1/', goOn, limits)).toMatchObject({
      reason: 'client-unreachable',
    });
  });
});
