import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const publicFolder = fileURLToPath(new URL('../../../public', import.meta.url));

/** What a made-up address answers. */
export interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly body: string | Uint8Array;
}

/** A web server on this machine. */
export interface TestServer {
  /** Without a slash at the end. */
  readonly origin: string;
  /** Where the prepared base model lies. */
  readonly builtInBaseUrl: string;
  /** Paths that were asked for, in order. */
  readonly requests: string[];
  close(): Promise<void>;
}

/** Serves the given answers by path, then the files of `folder`, then those of `public/`. Any origin may ask. */
export async function startServer(
  answers: Readonly<Record<string, Answer>> = {},
  folder: string = publicFolder,
): Promise<TestServer> {
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    const requestPath = new URL(request.url ?? '/', 'http://localhost').pathname;
    requests.push(requestPath);
    const answer = answers[requestPath] ??
      (await readFileOf(folder, requestPath)) ??
      (await readFileOf(publicFolder, requestPath)) ?? { status: 404, body: 'not found' };
    response.writeHead(answer.status ?? 200, {
      'content-type': answer.type ?? mediaTypes[path.extname(requestPath)] ?? 'application/octet-stream',
      'access-control-allow-origin': '*',
    });
    response.end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    builtInBaseUrl: `${origin}/models/mobilenet-v1/`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

async function readFileOf(folder: string, requestPath: string): Promise<Answer | null> {
  const file = path.join(folder, requestPath);
  if (!file.startsWith(folder)) return null;
  try {
    return { body: await readFile(file) };
  } catch {
    return null;
  }
}
