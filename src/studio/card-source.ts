import type { CardFields } from '../core/export/model-card/card-fields.ts';
import type { LateMessages, Messages } from '../messages/en.ts';
import type { StudioState } from './studio-state.ts';
import type { TrainedModel } from './trained-model.ts';

/** Lists of more classes are folded, with the most telling of them before. */
export const unfoldedClassMaximum = 40;

/** What a card is made of, with the words for it. */
export interface CardSource {
  readonly state: StudioState;
  readonly model: TrainedModel;
  readonly labels: readonly string[];
  readonly words: LateMessages['modelCard'];
  readonly general: Messages['general'];
  /** What the maker stated, or that they did not. */
  readonly stated: (field: keyof CardFields) => string;
}
