/** What long work is told when it reports how far it is: to go on, or to end early with what it has. */
export type Answer = 'continue' | 'stop';
