import { createServer } from 'node:http';
import path from 'node:path';
import sirv from 'sirv';
import { projectFolder } from './project.mjs';

/**
 * Serves a folder on localhost as a plain static host would: no special headers, no rewriting.
 * @param {{ firstPort?: number, folder?: string, basePath?: string }} options `firstPort` 0 or none takes any free
 *   port, another is tried first and then the ones after it; `basePath` serves the folder below a path, as in '/some/where/'
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serveBuild({ firstPort = 0, folder = 'dist', basePath = '/' } = {}) {
  const handle = sirv(path.resolve(projectFolder, folder), { etag: true, dev: true });
  const server = createServer((request, response) => {
    const notFound = () => {
      response.statusCode = 404;
      response.end('Not found');
    };
    if (!request.url.startsWith(basePath)) return notFound();
    request.url = `/${request.url.slice(basePath.length)}`;
    handle(request, response, notFound);
  });
  const port = await listen(server, firstPort);
  return {
    url: `http://localhost:${port}${basePath}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function listen(server, firstPort) {
  for (let port = firstPort; ; port++) {
    try {
      await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, 'localhost', () => {
          server.off('error', reject);
          resolve();
        });
      });
      return server.address().port;
    } catch (error) {
      const mayTryNext = error.code === 'EADDRINUSE' && firstPort > 0 && port < firstPort + 50;
      if (!mayTryNext) throw error;
    }
  }
}
