import { expect, it } from 'vitest';
import { findHostFolder } from '../../src/platform/find-host-folder.ts';

it.each(['https://school.example/graft/', 'http://192.168.1.20:8080/', 'https://localhost.example/'])(
  'others reach what lies in %s',
  (folderUrl) => {
    expect(findHostFolder(folderUrl)).toBe(folderUrl);
  },
);

it.each([
  'file:///home/me/graft/',
  'http://localhost:8080/',
  'http://127.0.0.1/graft/',
  'http://[::1]:80/',
  'http://me.localhost/',
])('nobody else reaches what lies in %s', (folderUrl) => {
  expect(findHostFolder(folderUrl)).toBeNull();
});
