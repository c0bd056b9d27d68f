import { expect, test } from 'vitest';
import { splitSamples } from '../../../../src/core/dataset/split-samples.ts';
import type { BaseCut } from '../../../../src/core/embedding/list-cuts.ts';
import { defaultTrainingSettings } from '../../../../src/core/training/training-settings.ts';
import type { StudioSample } from '../../../../src/studio/studio-state.ts';
import { TrainingPlan } from '../../../../src/ui/features/train/training-plan.tsx';
import { builtInBase } from '../../../studio/support/plain-engine.ts';
import { createSamples, renderWithState } from '../../render-with-state.tsx';

const engine = { phase: 'starting', step: null } as const;

/** What the plan says, and how many images that are not assigned to validation the split holds back. */
function plan(...groups: (readonly StudioSample[])[]) {
  const samples = groups.flat();
  const { split } = splitSamples(samples, defaultTrainingSettings);
  const assigned = samples.filter(({ assignedSet }) => assignedSet === 'validation').length;
  const state = { classes: [], samples, settings: defaultTrainingSettings, engine };
  return { sentence: renderWithState(<TrainingPlan />, state), drawn: split.validation.length - assigned };
}

test('classes of an import with sets are checked by what came as validation alone', () => {
  const sorted = [
    createSamples('a', 10, 'training'),
    createSamples('a', 3, 'validation'),
    createSamples('b', 10, 'training'),
  ];
  const { sentence, drawn } = plan(...sorted);
  expect(drawn).toBe(0);
  expect(sentence).toBe('Learns from 23 images in 2 classes; those that came as validation check it.');

  const withSingle = plan(...sorted, createSamples('c', 1));
  expect(withSingle.drawn).toBe(0);
  expect(withSingle.sentence).toMatch(/those that came as validation check it\.$/);
});

test('the share that other classes give is said beside what came as validation', () => {
  const { sentence, drawn } = plan(
    createSamples('a', 10, 'training'),
    createSamples('a', 3, 'validation'),
    createSamples('b', 20),
  );
  expect(drawn).toBe(3);
  expect(sentence).toBe(
    'Learns from 33 images in 2 classes; those that came as validation check it, and about 15% of what came without a set in the other classes.',
  );
});

test('images of the test set are in no plan, and without any set each class gives its share', () => {
  const { sentence, drawn } = plan(
    createSamples('a', 20),
    createSamples('b', 20),
    createSamples('b', 5, 'test'),
  );
  expect(drawn).toBe(6);
  expect(sentence).toBe('Learns from 40 images in 2 classes; about 15% of each class is held back to check.');
});

test('says that rare classes weigh more where they do', () => {
  const state = {
    classes: [],
    samples: [...createSamples('a', 3), ...createSamples('b', 20)],
    settings: { ...defaultTrainingSettings, classWeighting: 'balanced' as const },
    engine,
  };
  expect(renderWithState(<TrainingPlan />, state)).toMatch(/ Rare classes weigh more\.$/);
});

test('says that blocks learn, too, and of no copies then, where the base model can be cut', () => {
  const cut = { blockCount: 1, parameterCount: 1, activationBytes: 1, workFraction: 0.1 };
  const ready = { phase: 'ready', backend: 'wasm', reports: [], baseModel: builtInBase } as const;
  const state = {
    classes: [],
    samples: [...createSamples('a', 3), ...createSamples('b', 3)],
    settings: { ...defaultTrainingSettings, tunedBlockCount: 2, copiesPerImage: 2 },
  };
  const plan = (cuts: readonly BaseCut[]) =>
    renderWithState(<TrainingPlan />, { ...state, engine: { ...ready, cuts } });
  expect(plan([cut, { ...cut, blockCount: 2 }])).toMatch(
    /held back to check\. The last 2 blocks of the base model learn, too\.$/,
  );
  expect(plan([cut])).toMatch(/The last block of the base model learns, too\.$/);
  expect(plan([])).toMatch(/copies/);
});
