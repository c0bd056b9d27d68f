import type { ExportCheck } from './export-check.ts';

/** What an exported model says about itself in `metadata.json`. */
export interface ModelDescription {
  /** Class names, in the order of the probabilities. */
  readonly labels: readonly string[];
  readonly createdAt: string;
  readonly graftVersion: string;
  readonly baseModel: {
    readonly id: string;
    readonly sha256: string;
    readonly inputSize: number;
    readonly embeddingSize: number;
    readonly inputRange: readonly [number, number];
    /** So many of its last blocks were trained with the head: their weights are this model's own. */
    readonly tunedBlockCount: number;
  };
  /** What its logits have been divided by, which is part of its weights, and below which confidence it knows none of the classes. */
  readonly calibration: { readonly temperature: number; readonly noneThreshold: number | null };
  /** How the model did before the refit on the validation set, and on the test set where there is one; 0 to 1. */
  readonly metrics: {
    readonly validation: SetMetrics | null;
    readonly test: SetMetrics | null;
  };
  /** What came of opening the file again; missing or null where that has not been tried. */
  readonly check?: ExportCheck | null;
}

interface SetMetrics {
  readonly sampleCount: number;
  readonly accuracy: number;
  readonly macroF1: number;
}
