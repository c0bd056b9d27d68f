import type { FloatPrecision } from './write-weights.ts';

/** What a person may choose of a format. */
export interface ExportOptions {
  readonly precision: FloatPrecision;
}
