/** Another way to a classifier in a browser. */
export type PeerName = 'teachable-machine' | 'tutorial';

/** What all train with. */
export interface PeerSettings {
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
}

/** Units of the hidden layer that Teachable Machine's site sets. */
export const peerHiddenUnits = 100;

/** The layer of the base model whose mean over places is the embedding. */
export const featureLayer = 'conv_pw_13_relu';

/** A photo of a class, and whether it is held back to validate. */
export interface PeerSample {
  readonly file: File;
  readonly classIndex: number;
  readonly isValidation: boolean;
}

/** A data set as a person has chosen it. */
export interface PeerSamples {
  readonly classNames: readonly string[];
  readonly samples: readonly PeerSample[];
}

/** Where the time between files and trained head went, in milliseconds. */
export interface PeerTimes {
  readonly decodeMs: number;
  readonly embedMs: number;
  /** Includes what validation images are measured by, after each epoch. */
  readonly trainMs: number;
  readonly totalMs: number;
  /** After the last epoch. */
  readonly validationAccuracy: number;
}

/** A peer whose base model is on the backend. */
export interface Peer {
  /** @param startMs when the files were chosen, on the clock of the page */
  train(samples: PeerSamples, settings: PeerSettings, startMs: number): Promise<PeerTimes>;
}
