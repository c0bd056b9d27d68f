import { createServer } from 'node:http';
import path from 'node:path';
import sirv from 'sirv';
import { projectFolder } from './project.mjs';

/**
 * Serves a folder on localhost as a plain static host would: no special headers, no rewriting.
 * @param {object} options
 * @param {number} [options.firstPort] 0 or none takes any free port, another is tried first and then the ones after it
 * @param {string} [options.folder] what is served
 * @param {string} [options.basePath] serves the folder below a path, as in '/some/where/'; whoever asks for '/' is sent there
 * @param {(answer: { path: string, status: number }) => void} [options.onAnswer] told of every answer; the path is that below
 *   `basePath`
 * @returns {Promise<{ url: string, replaceFolder: (folder: string) => void, close: () => Promise<void> }>}
 *   `replaceFolder` puts another folder in the place of the one that is served
 */
export async function serveBuild({
  firstPort = 0,
  folder = 'dist',
  basePath = '/',
  onAnswer = () => {},
} = {}) {
  const open = (name) => sirv(path.resolve(projectFolder, name), { etag: true, dev: true });
  let handle = open(folder);
  const server = createServer((request, response) => {
    const notFound = () => {
      response.statusCode = 404;
      response.end('Not found');
    };
    if (request.url === '/' && basePath !== '/') {
      response.writeHead(302, { location: basePath });
      return response.end();
    }
    if (!request.url.startsWith(basePath)) return notFound();
    request.url = `/${request.url.slice(basePath.length)}`;
    const { pathname } = new URL(request.url, 'http://localhost');
    response.on('finish', () => onAnswer({ path: pathname.slice(1), status: response.statusCode }));
    handle(request, response, notFound);
  });
  const port = await listen(server, firstPort);
  return {
    url: `http://localhost:${port}${basePath}`,
    replaceFolder: (name) => {
      handle = open(name);
    },
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
