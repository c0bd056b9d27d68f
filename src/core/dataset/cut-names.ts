/** How many names that came from outside were longer than they may be (`nameLimits`) and are cut, which a person is to know. */
export interface CutNames {
  readonly classNameCount: number;
  readonly fileNameCount: number;
}

/** None. */
export const noCutNames: CutNames = { classNameCount: 0, fileNameCount: 0 };
