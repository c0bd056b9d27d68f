/** What the browser says about the room it gives this page. */
export interface StorageFacts {
  /** Whether it keeps everything until the person deletes it; null where it does not say. */
  readonly persisted: boolean | null;
  /** What is in use, and how much there may be at most, in bytes; null where it does not say. */
  readonly usageBytes: number | null;
  readonly quotaBytes: number | null;
}

/** Asks the browser how things are. */
export async function readStorageFacts(
  storage: Partial<StorageManager> | undefined = navigator.storage,
): Promise<StorageFacts> {
  const [persisted, estimate] = await Promise.all([
    Promise.resolve(storage?.persisted?.()).catch(() => undefined),
    Promise.resolve(storage?.estimate?.()).catch(() => undefined),
  ]);
  return {
    persisted: persisted ?? null,
    usageBytes: estimate?.usage ?? null,
    quotaBytes: estimate?.quota ?? null,
  };
}

/** Asks the browser to keep everything until the person deletes it. Some browsers ask the person, others decide alone. */
export async function askToPersist(
  storage: Partial<StorageManager> | undefined = navigator.storage,
): Promise<void> {
  await Promise.resolve(storage?.persist?.()).catch(() => undefined);
}
