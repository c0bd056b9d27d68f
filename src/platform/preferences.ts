/** Small things remembered between visits. A full or forbidden storage is no error: then nothing is remembered. */
export interface Preferences {
  read(key: string): string | null;
  write(key: string, value: string): void;
  /** Forgets all of it. */
  forget(): void;
}

/** Other pages of the same host share the storage. */
const prefix = 'graft.';

/**
 * Remembers in the browser's local storage.
 * @param openStorage called each time, because a browser that forbids storage throws at the mere mention of it
 */
export function createPreferences(openStorage: () => Storage = () => localStorage): Preferences {
  return {
    read(key) {
      try {
        return openStorage().getItem(prefix + key);
      } catch {
        return null;
      }
    },
    write(key, value) {
      try {
        openStorage().setItem(prefix + key, value);
      } catch {
        // Full or forbidden: the page works without a memory.
      }
    },
    forget() {
      try {
        const storage = openStorage();
        const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
        for (const key of keys.filter((each) => each.startsWith(prefix))) storage.removeItem(key);
      } catch {
        // Forbidden: nothing was remembered.
      }
    },
  };
}
