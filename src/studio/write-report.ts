import { createReport, exportReport } from '../core/export/create-report.ts';
import type { ExportedFile } from '../core/export/exported-file.ts';
import { selectReportInput } from './select-report-input.ts';
import type { StudioState } from './studio-state.ts';
import type { TrainedModel } from './trained-model.ts';

/**
 * Writes the report on a model.
 * @param createdAt ISO 8601
 */
export function writeReport(state: StudioState, model: TrainedModel, createdAt: string): ExportedFile {
  return exportReport(createReport(selectReportInput(state, model, createdAt)));
}
