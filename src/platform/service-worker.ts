import { Workbox } from 'workbox-window';
import { savesData } from './saves-data.ts';
import { whenIdle } from './when-idle.ts';

/** What became known of the service worker. */
export interface ServiceWorkerNews {
  /** All files of a version are here. */
  readonly onOfflineReady: () => void;
  /** A newer version than the page's is here, and waits for the next start. */
  readonly onNewVersion: () => void;
}

/** How often at most a page that stays open asks for a new version. */
const askIntervalMs = 3_600_000;

/**
 * Registers the service worker beside the page, which makes the page work offline. It never reloads the page.
 * @param folderUrl the folder of the page: absolute, ending in a slash
 * @returns takes the new version up where one waits, and loads the page again; the browser asks first where work would be lost
 * @throws where the browser or the host has no service worker for the page
 */
export async function registerServiceWorker(
  folderUrl: string,
  { onOfflineReady, onNewVersion }: ServiceWorkerNews,
): Promise<() => void> {
  const workbox = new Workbox(new URL('service-worker.js', folderUrl).href);
  workbox.addEventListener('waiting', onNewVersion);
  const registration = await workbox.register({ immediate: true });
  if (registration === undefined) throw new Error('there are no service workers');
  void navigator.serviceWorker.ready.then(({ active }) => {
    onOfflineReady();
    if (!savesData()) whenIdle(() => active?.postMessage({ type: 'KEEP_IMAGENET_HEAD' }));
  });
  askAgainNowAndThen(registration);

  return () => {
    if (registration.waiting === null) return location.reload();
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    workbox.messageSkipWaiting();
  };
}

/** A browser asks when a page is opened; an installed one may stay open for weeks. */
function askAgainNowAndThen(registration: ServiceWorkerRegistration): void {
  let lastMs = performance.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' || performance.now() - lastMs < askIntervalMs) return;
    lastMs = performance.now();
    // Without a connection there is no news.
    registration.update().catch(() => {});
  });
}
