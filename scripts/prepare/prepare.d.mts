/** Makes the base model and the sample images where they are missing or out of date. */
export function prepare(options?: { force?: boolean }): Promise<void>;
