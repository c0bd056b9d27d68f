import { describe, expect, it } from 'vitest';
import { readLink } from '../../src/studio/read-link.ts';

describe('readLink', () => {
  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['school.example/page.html', 'no-web-address'],
    ['javascript:alert(1)', 'no-web-address'],
    ['file:///home/me/page.html', 'no-web-address'],
    ['https://', 'no-web-address'],
    [`https://a.example/${'x'.repeat(1983)}`, 'too-long'],
    // Three letters for each, once it is written in ASCII.
    [`https://a.example/${'é'.repeat(400)}`, 'too-long'],
  ] as const)('takes no %s', (text, problem) => {
    expect(readLink(text)).toEqual({ problem });
  });
});
