import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createOfflineSupport } from '../../src/platform/offline-support.ts';
import type { ServiceWorkerNews } from '../../src/platform/service-worker.ts';

beforeEach(() => {
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('requestIdleCallback', (work: () => void) => queueMicrotask(work));
  vi.stubGlobal('navigator', { serviceWorker: {} });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Offline support whose service worker the test speaks for. */
function createSupport() {
  let news: ServiceWorkerNews | null = null;
  const takeUp = vi.fn();
  const support = createOfflineSupport('https://host/graft/', async (_, given) => {
    news = given;
    return takeUp;
  });
  const phases: string[] = [];
  support.subscribe(() => phases.push(support.readPhase()));
  return { support, phases, takeUp, news: () => news };
}

test('a new version is told once it is there, and what comes later does not take it back', async () => {
  const { support, phases, takeUp, news } = createSupport();
  expect(support.readPhase()).toBe('online-only');
  support.start();
  await vi.waitFor(() => expect(news()).not.toBeNull());
  news()?.onOfflineReady();
  news()?.onNewVersion();
  news()?.onOfflineReady();
  expect(phases).toEqual(['works-offline', 'new-version']);
  expect(takeUp).not.toHaveBeenCalled();
  support.takeUpNewVersion();
  expect(takeUp).toHaveBeenCalledOnce();
});

test('where it cannot be registered, or there is no such thing, the page goes on without', async () => {
  const register = vi.fn().mockRejectedValue(new Error('SecurityError'));
  const refused = createOfflineSupport('https://host/graft/', register);
  refused.start();
  await vi.waitFor(() => expect(register).toHaveBeenCalledOnce());
  refused.takeUpNewVersion();
  expect(refused.readPhase()).toBe('online-only');

  vi.stubGlobal('navigator', {});
  createOfflineSupport('https://host/graft/', register).start();
  await Promise.resolve();
  expect(register).toHaveBeenCalledOnce();
});
