/** Every sentence that a person reads, in English. Another language is another file of the same shape. */
export const en = {
  app: {
    name: 'Graft',
  },
  /** One sentence per kind of failure: what happened, what was kept, what to do. Used by studio/describe-failure.ts. */
  failures: {},
  /** What the live region says. */
  announcements: {},
};

/** The shape that every language has. Sentences with numbers or names are functions. */
export type Messages = typeof en;
