import { expect, test } from 'vitest';
import { lockProject } from '../../src/platform/lock-project.ts';
import { askToPersist, readStorageFacts } from '../../src/platform/storage-facts.ts';

test('what a browser does not say, or refuses to say, is not known', async () => {
  const nothing = { persisted: null, usageBytes: null, quotaBytes: null };
  expect(await readStorageFacts({})).toEqual(nothing);
  const refusing = {
    persisted: () => Promise.reject(new TypeError('refused')),
    estimate: () => Promise.reject(new TypeError('refused')),
    persist: () => Promise.reject(new TypeError('refused')),
  };
  expect(await readStorageFacts(refusing)).toEqual(nothing);
  await expect(askToPersist(refusing)).resolves.toBeUndefined();
  await expect(askToPersist({})).resolves.toBeUndefined();
  const facts = await readStorageFacts({
    persisted: async () => false,
    estimate: async () => ({ usage: 5, quota: 10 }),
  });
  expect(facts).toEqual({ persisted: false, usageBytes: 5, quotaBytes: 10 });
});

test('where a browser has no locks the tab that has a project says so when another one asks', async () => {
  const letGo = await lockProject('a', null);
  expect(letGo).not.toBeNull();
  expect(await lockProject('a', null)).toBeNull();
  const other = await lockProject('b', null);
  letGo?.();
  const again = await lockProject('a', null);
  expect(again).not.toBeNull();
  again?.();
  other?.();
});

test('a project that another tab holds is not taken, and one that is let go can be', async () => {
  const held = new Set<string>();
  const locks = {
    async request(name: string, _options: object, work: () => Promise<void>) {
      if (held.has(name)) throw new DOMException('waited too long', 'TimeoutError');
      held.add(name);
      await work();
      held.delete(name);
    },
  } as unknown as LockManager;
  const letGo = await lockProject('a', locks);
  expect(await lockProject('a', locks)).toBeNull();
  expect(await lockProject('b', locks)).not.toBeNull();
  letGo?.();
  await new Promise((resolve) => setTimeout(resolve));
  expect(await lockProject('a', locks)).not.toBeNull();
});
