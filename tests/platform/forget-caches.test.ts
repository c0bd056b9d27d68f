import { afterEach, expect, test, vi } from 'vitest';
import { forgetCaches, mayKeepCaches } from '../../src/platform/forget-caches.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

const folderUrl = 'https://host/graft/';

test('where there are neither caches nor service workers nor a storage, there is nothing to forget', async () => {
  vi.stubGlobal('navigator', {});
  await forgetCaches(folderUrl);
  expect(mayKeepCaches()).toBe(true);
});

test('a browser that refuses it does not stop the rest', async () => {
  const refuse = vi.fn().mockRejectedValue(new Error('SecurityError'));
  vi.stubGlobal('navigator', { serviceWorker: { getRegistration: refuse } });
  vi.stubGlobal('caches', { delete: refuse });
  await forgetCaches(folderUrl);
  expect(refuse).toHaveBeenCalledTimes(5);
});

test('the service worker of another folder is left alone', async () => {
  const unregister = vi.fn();
  // The host's own, above this copy.
  const getRegistration = async () => ({ scope: 'https://host/', unregister });
  vi.stubGlobal('navigator', { serviceWorker: { getRegistration } });
  await forgetCaches(folderUrl);
  expect(unregister).not.toHaveBeenCalled();
});
