import { loadPart } from '../core/shared/load-part.ts';

const parts = [
  () => import('./arrange-files.ts'),
  () => import('./create-experiments.ts'),
  () => import('./draw-embedding-map.ts'),
  () => import('./find-settings.ts'),
  () => import('./judge-labels.ts'),
  () => import('./list-findings.ts'),
  () => import('./measure-compression.ts'),
  () => import('./measure-shifts.ts'),
  () => import('./place-on-map.ts'),
  () => import('./take-in-project.ts'),
  () => import('./train-on.ts'),
  () => import('./tune-blocks.ts'),
  () => import('./write-data-set.ts'),
  () => import('./write-project-file.ts'),
  () => import('./write-report.ts'),
];

/** Fetches what actions load when they are first used, so that a connection that is lost later stops none of them. */
export function fetchParts(): void {
  for (const load of parts) void loadPart<unknown>(load);
}
