/** The three disjoint sets of samples. The test set is never used for a choice. */
export type SetName = 'training' | 'validation' | 'test';

/** One image with its class. */
export interface Sample {
  readonly id: string;
  readonly classId: string;
  /** The path inside the import, or the file's name: what a person knows the image by. */
  readonly file: string;
  /** The set that the import put it in; null where the studio's split decides. */
  readonly assignedSet: SetName | null;
  /** The set that the person put it in by hand, which goes before all else; null or missing where they did not. */
  readonly pinnedSet?: SetName | null;
  /** The same for all pictures of one recording or video, which look alike; null or missing for a picture of its own. */
  readonly burstId?: string | null;
}

/** Limits of names that come from outside. */
export const nameLimits = { classNameLength: 200, pathLength: 1024, classCount: 1000 } as const;
