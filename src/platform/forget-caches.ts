import { nameCaches } from '../core/shared/cache-names.ts';

/** In the browser's session storage, which is gone with the tab. */
const forgottenKey = 'graft.caches-forgotten';

/**
 * Deletes what this copy of Graft keeps to work offline: its own files and the base model; and the model that was opened last. This tab keeps nothing anew, even
 * when it is loaded again; the next visit does. Where there is nothing, or the browser forbids it, nothing happens.
 * @param folderUrl the folder of the page: absolute, ending in a slash
 */
export async function forgetCaches(folderUrl: string = new URL('.', document.baseURI).href): Promise<void> {
  try {
    sessionStorage.setItem(forgottenKey, 'yes');
  } catch {
    // Forbidden: then the page keeps its files again once it is loaded again.
  }
  // First, because it would fill them again.
  const registration = await navigator.serviceWorker?.getRegistration(folderUrl).catch(() => undefined);
  if (registration?.scope === folderUrl) await registration.unregister();
  if (!('caches' in globalThis)) return;
  for (const name of Object.values(nameCaches(folderUrl))) await caches.delete(name).catch(() => false);
}

/** Whether the page may keep what it needs to work offline: not after `forgetCaches` in the same tab. */
export function mayKeepCaches(): boolean {
  try {
    return sessionStorage.getItem(forgottenKey) === null;
  } catch {
    return true;
  }
}
