/**
 * Has the built page start the engine's worker before its own script is here: the worker takes longest to come up, and once the
 * page draws itself there is a while in which nothing else begins. `spawn-worker.ts` takes it over. A page that is served for
 * development starts it as usual.
 * @returns {import('vite').Plugin}
 */
export function earlyWorker() {
  return {
    name: 'early-worker',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        const file = Object.keys(bundle).find((name) => /^assets\/engine-worker-[\w-]+\.js$/.test(name));
        if (file === undefined) throw new Error('the page has no worker of the engine');
        return [{ tag: 'script', injectTo: 'head', children: writeScript(file) }];
      },
    },
  };
}

/** What the worker says before anybody listens is kept. */
function writeScript(file) {
  return `
      try {
        const name = 'engine-early-' + crypto.getRandomValues(new Uint32Array(2)).join('-');
        const worker = new Worker('./${file}', { type: 'module', name });
        const early = { name, worker, said: [], failed: false };
        worker.onmessage = ({ data }) => early.said.push(data);
        worker.onerror = () => { early.failed = true; };
        globalThis.graftEarlyWorker = early;
      } catch {
        // The page's own script tries again, and says why.
      }
    `;
}
