import { cut, readField } from '../../shared/read-json.ts';

/** What only the maker of a model knows, as they state it; empty where they do not. */
export interface CardFields {
  readonly maker: string;
  readonly intendedUse: string;
  readonly outOfScope: string;
  readonly imageOrigin: string;
  readonly imageLicence: string;
}

/** Nothing stated. */
export const emptyCardFields: CardFields = {
  maker: '',
  intendedUse: '',
  outOfScope: '',
  imageOrigin: '',
  imageLicence: '',
};

/** The names, in the order of the form. */
export const cardFieldNames = Object.keys(emptyCardFields) as (keyof CardFields)[];

/** Longer texts are cut: a card is to be read. */
export const cardFieldMaximum = 2000;

/** What was kept: whatever is no text counts as not stated. */
export function readCardFields(value: unknown): CardFields {
  const read = (name: keyof CardFields) => cut(cardFieldMaximum)(readField(value, name)) ?? '';
  return Object.fromEntries(cardFieldNames.map((name) => [name, read(name)])) as unknown as CardFields;
}
