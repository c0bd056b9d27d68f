import { expect, test } from 'vitest';
import { FormatPreview } from '../../../../src/ui/features/export/format-preview.tsx';
import { renderWithState } from '../../render-with-state.tsx';

test('without a model, a sentence says what comes and why it is not there, and no format is a button', () => {
  const html = renderWithState(<FormatPreview />, {});
  expect(html).toContain('There is none yet: train one first.');
  expect(html).not.toContain('<button');
  // What there is to read is drawn once it is opened.
  expect(html).toMatch(/<details(?![^>]* open)/);
  expect(html).not.toContain('<dt>');
});
