/** A document to be read and printed, in words that are ready: what a model card is made of. Plain text throughout. */
export interface CardDocument {
  /** BCP 47. */
  readonly language: string;
  readonly title: string;
  readonly subtitle: string;
  readonly sections: readonly CardSection[];
  readonly footer: string;
}

export interface CardSection {
  readonly title: string;
  readonly blocks: readonly CardBlock[];
}

export type CardBlock =
  /** Line breaks stay. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Short items, in columns. */
  | { readonly kind: 'columns'; readonly items: readonly string[] }
  /** What is long: shown once it is opened, and printed then. */
  | { readonly kind: 'folded'; readonly title: string; readonly block: CardBlock }
  /** Figures that stand out, each with what it is and how sure it is. */
  | {
      readonly kind: 'figures';
      readonly figures: readonly {
        readonly label: string;
        readonly value: string;
        readonly detail: string;
      }[];
    }
  /** Names and what they are. */
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [name: string, value: string])[] }
  | CardTable;

export interface CardTable {
  readonly kind: 'table';
  readonly caption: string;
  /** The first is that of the row headers. */
  readonly columns: readonly string[];
  readonly rows: readonly { readonly header: string; readonly cells: readonly string[] }[];
  /** How dark each cell is, 0 to 1, row by row; missing for plain tables. */
  readonly shades?: readonly (readonly number[])[];
}
