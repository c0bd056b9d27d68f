import type { TrainingSettings } from '../../../src/core/training/training-settings.ts';

/** What may be done to an embedding before a linear head sees it; `normalize-embeddings.ts` holds the formulas. */
export const normalizations = ['raw', 'unit length', 'standardized', 'centred'] as const;
export type Normalization = (typeof normalizations)[number];

/** One choice of default settings; everything else is as the defaults are now (a linear head, refit). */
export interface Candidate extends Pick<TrainingSettings, 'learningRate' | 'epochs' | 'l2' | 'batchSize'> {
  readonly normalization: Normalization;
}

/** Every way to normalize, with three learning rates and four penalties: 48 candidates. */
export function listCandidates(): Candidate[] {
  const paces = [
    { learningRate: 0.001, epochs: 50 },
    { learningRate: 0.0005, epochs: 100 },
    { learningRate: 0.002, epochs: 50 },
  ];
  return normalizations.flatMap((normalization) =>
    paces.flatMap((pace) =>
      [0.003, 0.01, 0.02, 0.03].map((l2) => ({ normalization, ...pace, l2, batchSize: 32 })),
    ),
  );
}

/** The winner of the first candidates with other batch sizes: half, twice, and twice with as many steps as before. */
export function listBatchVariants(winner: Candidate): Candidate[] {
  const { batchSize, epochs } = winner;
  return [
    { ...winner, batchSize: batchSize / 2 },
    { ...winner, batchSize: batchSize * 2 },
    { ...winner, batchSize: batchSize * 2, epochs: epochs * 2 },
  ];
}

/** Candidates that see the same batches of the same numbers for as long, so that they can be trained as one. */
export function groupCandidates(candidates: readonly Candidate[]): Candidate[][] {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const key = [candidate.normalization, candidate.epochs, candidate.batchSize].join();
    groups.set(key, [...(groups.get(key) ?? []), candidate]);
  }
  return [...groups.values()];
}

/** Whether the studio's default settings are this candidate: its heads standardize. */
export function isDefault(candidate: Candidate, defaults: TrainingSettings): boolean {
  return (
    candidate.normalization === 'standardized' &&
    candidate.learningRate === defaults.learningRate &&
    candidate.epochs === defaults.epochs &&
    candidate.l2 === defaults.l2 &&
    candidate.batchSize === defaults.batchSize
  );
}
