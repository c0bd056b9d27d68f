import { MantineProvider } from '@mantine/core';
import { expect, test } from 'vitest';
import { evaluate } from '../../../../src/core/evaluation/evaluate.ts';
import type { OpenedEvaluation as Judged, OpenedSet } from '../../../../src/studio/opened-evaluation.ts';
import type { OpenedModel } from '../../../../src/studio/opened-model.ts';
import { OpenedEvaluation } from '../../../../src/ui/features/evaluate/opened-evaluation.tsx';
import { createSamples, renderWithState } from '../../render-with-state.tsx';

const model: OpenedModel = {
  name: 'm.zip',
  facts: {
    maker: 'graft',
    labels: ['red', 'blue'],
    noneThreshold: null,
    format: 'onnx',
    classCount: 2,
    foundLabelCount: 2,
    inputSize: 224,
    inputRange: [-1, 1],
    rangeKnown: true,
    output: 'probabilities',
    parameterCount: null,
    head: null,
  },
  labels: ['red', 'blue'],
  inputRange: [-1, 1],
};

function render(set: OpenedSet): string {
  const probabilities = Float32Array.of(0.9, 0.1, 0.9, 0.1);
  const judged: Judged = {
    phase: 'done',
    model,
    set,
    setEvaluation: {
      evaluation: evaluate(probabilities, [0, 0], 2),
      sampleIds: ['a', 'b'],
      files: ['a', 'b'],
      trueClassIndexes: [0, 0],
      probabilities,
    },
    classIds: ['red', ''],
    unreadCount: 0,
    ended: null,
  };
  const part = (
    <MantineProvider>
      <OpenedEvaluation model={model} />
    </MantineProvider>
  );
  return renderWithState(part, {
    classes: [{ id: 'red', name: 'red', colour: 0 }],
    samples: createSamples('red', 2),
    model: null,
    openedEvaluation: judged,
  } as never);
}

test('what nobody can know of an opened model stands before its figures', () => {
  const html = render('all');
  const caution = html.indexOf('Graft cannot know which images');
  expect(caution).toBeGreaterThan(0);
  expect(caution).toBeLessThan(html.indexOf('2 of 2 images right'));
});

test('a range of its accuracy is told on test images alone', () => {
  expect(render('all')).not.toContain('On other images like these');
  expect(render('test')).toContain('On other images like these');
});
