import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFileName } from '../../../src/core/export/file-name.ts';

describe('createFileName', () => {
  it.each([
    [['Ants', 'Bees'], 'graft-head-ants-bees.zip'],
    [['Köter / Hund', '猫'], 'graft-head-köter-hund-猫.zip'],
    [['🐈', '..', '   '], 'graft-head.zip'],
    [['../../etc/passwd', 'C:\\x'], 'graft-head-etc-passwd-c-x.zip'],
    [['a'.repeat(30), 'b'.repeat(30)], `graft-head-${'a'.repeat(30)}.zip`],
  ])('turns %j into %s', (classNames, fileName) => {
    expect(createFileName('graft-head', classNames, 'zip')).toBe(fileName);
  });

  it('gives a short name of letters, digits and hyphens for any class names', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 20 }), (classNames) => {
        const fileName = createFileName('graft-head', classNames, 'zip');
        expect(fileName).toMatch(/^graft-head(-[\p{L}\p{M}\p{N}]+)*\.zip$/u);
        expect(fileName.length).toBeLessThanOrEqual('graft-head.zip'.length + 40);
      }),
      { seed: 3 },
    );
  });
});
