import type { ServiceWorkerNews } from './service-worker.ts';
import { whenIdle } from './when-idle.ts';

/**
 * What the page can tell about working offline. `online-only`: not yet, or never where the browser or the host has no
 * service worker for it. `works-offline`: all files are here. `new-version`: those of a newer version are, too.
 */
export type OfflinePhase = 'online-only' | 'works-offline' | 'new-version';

/** Works offline after the first visit, and knows of new versions. */
export interface OfflineSupport {
  /** Begins once the page is idle, so that the first visit is not slowed down. */
  start(): void;
  readPhase(): OfflinePhase;
  /** @returns ends it */
  subscribe(onChange: () => void): () => void;
  /** Loads the page again with the new version. The browser asks first where work would be lost. */
  takeUpNewVersion(): void;
}

/**
 * @param folderUrl the folder of the page: absolute, ending in a slash
 * @param register the code of it is not part of the first load
 */
export function createOfflineSupport(
  folderUrl: string,
  register: (folderUrl: string, news: ServiceWorkerNews) => Promise<() => void> = async (...given) =>
    (await import('./service-worker.ts')).registerServiceWorker(...given),
): OfflineSupport {
  let phase: OfflinePhase = 'online-only';
  let takeUp = () => {};
  const listeners = new Set<() => void>();
  const change = (next: OfflinePhase) => {
    phase = next;
    for (const listener of listeners) listener();
  };

  async function begin(): Promise<void> {
    try {
      takeUp = await register(folderUrl, {
        onOfflineReady: () => {
          if (phase === 'online-only') change('works-offline');
        },
        onNewVersion: () => change('new-version'),
      });
    } catch {
      // A host without TLS, a private window, no connection: all works as it does without a service worker.
    }
  }

  return {
    start() {
      if (!('serviceWorker' in navigator)) return;
      whenIdle(() => void begin());
    },
    readPhase: () => phase,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    takeUpNewVersion: () => takeUp(),
  };
}
