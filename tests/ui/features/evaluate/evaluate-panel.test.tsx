import { MantineProvider } from '@mantine/core';
import { expect, test, vi } from 'vitest';
import { en } from '../../../../src/messages/en.ts';
import { noOpenedModel, type OpenedModel } from '../../../../src/studio/opened-model.ts';
import { EvaluatePanel } from '../../../../src/ui/features/evaluate/evaluate-panel.tsx';
import { renderWithState } from '../../render-with-state.tsx';

// A lazy part asks where the keyboard is.
vi.stubGlobal('document', { activeElement: null });

const model = { name: 'm.zip', labels: ['red', 'blue'], facts: {} } as unknown as OpenedModel;

test.each([
  ['there is no model at all', null, true],
  ['a model from a file is alone, whatever was chosen before', model, false],
])('Evaluate asks to train first: %s', (_, opened, asks) => {
  const page = renderWithState(
    <MantineProvider>
      <EvaluatePanel />
    </MantineProvider>,
    { model: null, opened: { ...noOpenedModel, model: opened }, usesOpened: false },
  );
  expect(page.includes(en.evaluate.before)).toBe(asks);
});
