/** What a person is to know of an image that came in, but not all of it. */
export type ImageRemark =
  /** It moves; its first frame is used. */
  | { readonly kind: 'animated' }
  /** It has several pages; its first one is used. */
  | { readonly kind: 'first-page' }
  /**
   * The file is damaged or ends early, and what could be read is used: `readFraction` of the rows, above 0 to 1, or null
   * where the decoder does not tell.
   */
  | { readonly kind: 'cut-off'; readonly readFraction: number | null };
