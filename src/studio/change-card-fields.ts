import type { CardFields } from '../core/export/model-card/card-fields.ts';
import type { StudioContext } from './studio-context.ts';

/** Changes what the maker of the model states for its card; kept with the project. */
export function createCardEditor({ store }: StudioContext) {
  return {
    changeCardFields(change: Partial<CardFields>): void {
      store.setState(({ cardFields }) => ({ cardFields: { ...cardFields, ...change } }));
    },
  };
}
