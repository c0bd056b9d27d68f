import { loadPart } from '../core/shared/load-part.ts';

const parts = [
  () => import('./arrange-files.ts'),
  () => import('./create-experiments.ts'),
  () => import('./draw-embedding-map.ts'),
  () => import('./evaluate-opened.ts'),
  () => import('./find-settings.ts'),
  () => import('./judge-labels.ts'),
  () => import('./list-findings.ts'),
  () => import('./measure-compression.ts'),
  () => import('./measure-input-sizes.ts'),
  () => import('./measure-shifts.ts'),
  () => import('./open-model.ts'),
  () => import('./measure-speed.ts'),
  () => import('./place-on-map.ts'),
  () => import('./predict-many.ts'),
  () => import('./take-in-project.ts'),
  () => import('./train-on.ts'),
  () => import('./tune-blocks.ts'),
  () => import('../core/export/qr-code/write-qr-file.ts'),
  () => import('./write-data-set.ts'),
  () => import('./write-model-card.ts'),
  () => import('./write-project-file.ts'),
  () => import('./write-report.ts'),
];

/** What fetches the code that actions load when they are first used, so that a connection that is lost later stops none of them. */
export const partFetches: readonly (() => Promise<unknown>)[] = parts.map(
  (load) => () => loadPart<unknown>(load),
);
