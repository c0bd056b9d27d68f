import { PrecacheController, PrecacheRoute } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';
import { nameCaches } from '../core/shared/cache-names.ts';
import { keyOfWeights } from '../engine/worker/base-models/kept-weights.ts';

declare const self: ServiceWorkerGlobalScope & {
  /** The app's files with their revisions, filled in by the build. */
  readonly __WB_MANIFEST: { readonly url: string; readonly revision: string | null }[];
};

const folderUrl = self.registration.scope;
const cacheNames = nameCaches(folderUrl);
const baseModelUrl = new URL('models/mobilenet-v1/', folderUrl).href;

const app = new PrecacheController({
  cacheName: cacheNames.app,
  plugins: [{ requestWillFetch: async ({ request }) => askOnlyWhetherChanged(request) }],
});
app.addToCacheList(self.__WB_MANIFEST);

// Before the routes, because an answer keeps later listeners from hearing of the request.
self.addEventListener('fetch', (event) => {
  if (event.request.mode === 'navigate') event.waitUntil(forgetOlderVersions(event));
});

// The page's own address may carry parameters; its files have none that matter.
registerRoute(new PrecacheRoute(app, { ignoreURLParametersMatching: [/./], cleanURLs: false }));

// What the build names by its content and the list lacks: files of an older version that is still open, and large parts.
const takeOnDemand = new CacheFirst({
  cacheName: cacheNames.onDemand,
  plugins: [{ cacheWillUpdate: async ({ response }) => (isFile(response) ? response : null) }],
});
const assetsUrl = new URL('assets/', folderUrl).href;
registerRoute(
  ({ url }) => url.href.startsWith(assetsUrl),
  async (options) =>
    (await caches.match(options.request, { cacheName: cacheNames.app })) ?? takeOnDemand.handle(options),
);

self.addEventListener('install', (event) => {
  event.waitUntil(app.install(event).then(keepBaseModel));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([self.clients.claim(), forgetOlderVersions(event)]));
});

self.addEventListener('message', (event) => {
  // The person chose the new version, in one of the pages that are open.
  if (event.data?.type === 'SKIP_WAITING') event.waitUntil(self.skipWaiting());
  // All that is needed is here; now comes what only comparing approaches needs.
  if (event.data?.type === 'KEEP_IMAGENET_HEAD') event.waitUntil(keepImagenetHead());
});

/** Workbox would load anew what the browser has just loaded; a host can tell in a few bytes that it is still the same. */
function askOnlyWhetherChanged(request: Request): Request {
  return request.cache === 'reload' ? new Request(request, { cache: 'no-cache' }) : request;
}

/** Some hosts answer with a web page where a file is missing. */
function isFile({ status, headers }: Response): boolean {
  return status === 200 && !headers.get('content-type')?.startsWith('text/html');
}

/** The page keeps the weights that it fetches. They are fetched here only where it has not come to that. */
async function keepBaseModel(): Promise<void> {
  await keepFile((await findBaseModel()).weights);
}

/** Without it, the first comparison fetches it, or says that it could not. */
async function keepImagenetHead(): Promise<void> {
  try {
    await keepFile((await findBaseModel()).imagenetHead);
  } catch {
    // The next visit asks again.
  }
}

/** A file of the base model, and the address that the page looks for it under. */
interface BaseModelFile {
  readonly url: string;
  readonly key: string;
}

async function keepFile({ url, key }: BaseModelFile): Promise<void> {
  const cache = await caches.open(cacheNames.baseModel);
  if ((await cache.match(key)) !== undefined) return;
  const response = await fetch(url, { cache: 'no-cache' });
  if (!isFile(response)) throw new Error(`${url}: the server answered ${response.status}`);
  await cache.put(key, response);
}

async function findBaseModel(): Promise<Readonly<Record<'weights' | 'imagenetHead', BaseModelFile>>> {
  const manifestUrl = new URL('model.json', baseModelUrl).href;
  const manifest = await app.matchPrecache(manifestUrl);
  if (manifest === undefined) throw new Error(`${manifestUrl} is not kept`);
  const describe = ({ file, sha256 }: { file: string; sha256: string }): BaseModelFile => {
    const { href } = new URL(file, baseModelUrl);
    return { url: href, key: keyOfWeights(href, sha256) };
  };
  const { weights, imagenetHead } = await manifest.json();
  return { weights: describe(weights), imagenetHead: describe(imagenetHead) };
}

/**
 * Deletes what older versions needed, once no page is open: one that is still open, perhaps in mid-work, goes on with
 * the files that it began with.
 */
async function forgetOlderVersions(event: ExtendableEvent): Promise<void> {
  // A newer version fills the same cache.
  if (self.registration.installing !== null || self.registration.waiting !== null) return;
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (windows.some(({ url }) => url.startsWith(folderUrl))) return;
  const keptFiles = await (await caches.open(cacheNames.app)).keys();
  if (keptFiles.length === app.getCachedURLs().length) return;
  await app.activate(event);
  await caches.delete(cacheNames.onDemand);
  const used = Object.values(await findBaseModel()).map(({ key }) => key);
  const baseModels = await caches.open(cacheNames.baseModel);
  for (const kept of await baseModels.keys()) if (!used.includes(kept.url)) await baseModels.delete(kept);
}
