/** The least time between two counts of work in small steps, in milliseconds: images go by faster than anybody reads. */
export const showPauseMs = 100;
