import { nameModelFile } from '../core/export/name-model-file.ts';
import type { ModelChoice } from './model-formats.ts';

/** What a download of a model with these classes will be called. */
export function nameExport(choice: ModelChoice, labels: readonly string[]): string {
  return choice.format === 'report' ? 'graft-report.json' : nameModelFile(choice, labels);
}
