import { expect, test } from 'vitest';
import { createSharedLock } from '../../src/engine/shared-lock.ts';
import { createGate } from './support/made-ports.ts';

test('shared work runs side by side, exclusive work alone and in its turn', async () => {
  const lock = createSharedLock();
  const log: string[] = [];
  const first = createGate();
  const second = createGate();
  const run = (name: string, until: Promise<void>) => async () => {
    log.push(`${name} begins`);
    await until;
    log.push(`${name} ends`);
  };
  const work = [
    lock.shared(run('a', first.opened)),
    lock.shared(run('b', second.opened)),
    lock.exclusive(run('alone', Promise.resolve())),
    lock.shared(run('c', Promise.resolve())),
  ];
  await Promise.resolve();
  second.open();
  await new Promise((resolve) => setTimeout(resolve));
  expect(log).toEqual(['a begins', 'b begins', 'b ends']);
  first.open();
  await Promise.all(work);
  expect(log.slice(3)).toEqual(['a ends', 'alone begins', 'alone ends', 'c begins', 'c ends']);
});

test('work that fails lets the next go on', async () => {
  const lock = createSharedLock();
  const fail = async () => {
    throw new Error('failed');
  };
  await expect(lock.exclusive(fail)).rejects.toThrow('failed');
  await expect(lock.shared(fail)).rejects.toThrow('failed');
  expect(await lock.exclusive(async () => 'done')).toBe('done');
});
