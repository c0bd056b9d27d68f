import { checkPrograms, findCheckProgram } from '../../core/export/check-programs.ts';
import type { UncheckedExport } from '../../core/export/export-check.ts';
import type { ExportedFile } from '../../core/export/exported-file.ts';
import type { PageFrame } from '../../core/export/page-frame.ts';
import type { Answer } from '../../core/shared/answer.ts';
import { isFailure } from '../../core/shared/failure.ts';
import { loadPart } from '../../core/shared/load-part.ts';
import type { CheckProgramPort, RunningProgram } from '../engine-ports.ts';
import type { ModelExportRequest } from '../export-api.ts';
import type { ExportClient } from './export-client.ts';

/** A program that opens files of a format. */
export interface ClientSource {
  /** How it is called where it does not open one. */
  readonly name: string;
  /** @throws where it does not open the file */
  open(file: ExportedFile): Promise<ExportClient>;
  /** Frees what it holds beside the file. */
  close(): void;
}

type Request = Pick<ModelExportRequest, 'format' | 'pictures' | 'fetchesProgram'> & {
  readonly description: Pick<ModelExportRequest['description'], 'labels' | 'graftVersion'>;
};

/** Where clients run that do not come with the engine. */
interface ClientPlaces {
  readonly programs: CheckProgramPort;
  /** null where there is no page around the engine */
  readonly frame: PageFrame | null;
}

/**
 * What opens the file that is asked for: the file itself, a part of Graft, or a program that is fetched; else why nothing does.
 * @param onFetching see `CheckProgramPort`; with how many bytes there are
 */
export async function findClient(
  request: Request,
  { programs, frame }: ClientPlaces,
  onFetching: (loadedBytes: number | null, totalBytes: number) => Promise<Answer>,
): Promise<ClientSource | UncheckedExport> {
  switch (request.format) {
    case 'c-header':
    case 'keras':
      return { outcome: 'unchecked', reason: 'no-client' };
    case 'onnx':
      return fetchClient(request, programs, onFetching, async () => {
        const { openOnnx } = await import('./open-onnx.ts');
        return openOnnx;
      });
    case 'tflite':
      return fetchClient(request, programs, onFetching, async () => {
        const { openTflite } = await import('./open-tflite.ts');
        return openTflite;
      });
    case 'offline-page':
    case 'web-component':
      return runPage(request.description, frame, () => onFetching(null, 0));
    case 'scratch-extension':
      return takePart('Graft', async () => (await import('./open-classifier.ts')).openClassifier);
    case 'head':
    case 'full-model':
    case 'graph-model':
    case 'teachable-machine':
      return takePart('TensorFlow.js', async () => (await import('./open-tfjs-zip.ts')).openTfjsZip);
  }
}

async function takePart(
  name: string,
  load: () => Promise<ClientSource['open']>,
): Promise<ClientSource | UncheckedExport> {
  const open = await loadPart(load);
  return isFailure(open) ? unreachable(name, open.detail) : { name, open, close: () => {} };
}

/** The file itself in a frame; where the browser runs none, or names of classes are equal, which a page does not tell apart, the model in it. */
async function runPage(
  { labels, graftVersion }: Request['description'],
  frame: PageFrame | null,
  ask: () => Promise<Answer>,
): Promise<ClientSource | UncheckedExport> {
  const name = `Graft ${graftVersion}`;
  if (frame === null || new Set(labels).size < labels.length || !(await frame.canRun())) {
    return takePart(name, async () => (await import('./open-classifier.ts')).openClassifier);
  }
  return takePart(name, async () => {
    const { openPage } = await import('./open-page.ts');
    return (file) => openPage(file, { frame, ask, graftVersion });
  });
}

async function fetchClient(
  { format, pictures, fetchesProgram }: Request,
  programs: CheckProgramPort,
  onFetching: (loadedBytes: number | null, totalBytes: number) => Promise<Answer>,
  load: () => Promise<(file: ExportedFile, program: RunningProgram) => Promise<ExportClient>>,
): Promise<ClientSource | UncheckedExport> {
  const program = findCheckProgram(format);
  if (program === null) return { outcome: 'unchecked', reason: 'no-client' };
  if (pictures.length === 0) return { outcome: 'unchecked', reason: 'no-images' };
  const { name, sizeBytes } = checkPrograms[program];
  if (!fetchesProgram) return { outcome: 'unchecked', reason: 'not-wanted', client: name };
  const open = await loadPart(load);
  if (isFailure(open)) return unreachable(name, open.detail);
  const running = await programs.start(program, (loadedBytes) => onFetching(loadedBytes, sizeBytes));
  if ('reason' in running) return { outcome: 'unchecked', client: name, ...running };
  return { name: running.name, open: (file) => open(file, running), close: () => running.end() };
}

function unreachable(client: string, detail: string): UncheckedExport {
  return { outcome: 'unchecked', reason: 'client-unreachable', client, detail };
}
