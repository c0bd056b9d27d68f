import type { CSSProperties } from 'react';
import { classColourCount } from '../../../studio/studio-state.ts';
import type { TrainingRun } from '../../../studio/trained-model.ts';
import { styleClassColour } from '../../class-colour.ts';

/** The colour of a run's curves, by its number: those of classes, which are told apart by all eyes. */
export function colourOfRun({ number }: TrainingRun): string {
  return `var(--class-${(number - 1) % classColourCount})`;
}

/** A style that makes it `--class-colour` for all inside. */
export function styleRun({ number }: TrainingRun): CSSProperties {
  return styleClassColour((number - 1) % classColourCount);
}
