export type SplitNote =
  /** The class has so few images that none could be held out for validation. */
  | { readonly kind: 'class-not-validated'; readonly classId: string; readonly trainingCount: number }
  /** No image at all is held out: there are no validation figures. */
  | { readonly kind: 'validation-empty' };
