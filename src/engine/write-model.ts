import type { BaseModel } from '../core/embedding/base-model.ts';
import type { ExportedFile } from '../core/export/exported-file.ts';
import type { ModelDescription } from '../core/export/model-description.ts';
import type { QuantizedNetwork } from '../core/export/tflite/quantize-network.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import type { Head } from '../core/training/head.ts';
import type { LoadedBaseModel, RuntimePort } from './engine-ports.ts';
import type { ModelWriting } from './export-api.ts';

/** What is written: a model, and how. */
type WritingRequest = ModelWriting & {
  readonly head: Head;
  readonly description: ModelDescription;
  /** Rounds a base model and the head to whole numbers of 8 bits. */
  readonly quantize: (network: BaseModel) => Promise<QuantizedNetwork | Failure>;
};

/**
 * Writes a trained model by the writer of its format, which is fetched when it is first asked for.
 * @param base with the tuned layers of the model in place; null where the engine has not been started: then only a head can be written
 */
export async function writeModel(
  base: LoadedBaseModel | null,
  request: WritingRequest,
  runtime: RuntimePort,
): Promise<ExportedFile | Failure> {
  const { head, description, quantize } = request;
  if (request.format === 'head') {
    return byWriter(
      () => import('../core/export/export-head-model.ts'),
      ({ exportHeadModel }) => exportHeadModel(head, description, request),
    );
  }
  if (base === null) return { kind: 'engine-crashed', detail: 'the engine has not been started' };
  const { network } = base;
  if (network === null) {
    if (
      request.format === 'full-model' &&
      request.precision === 'float32' &&
      base.exportLayersModel !== null
    ) {
      return base.exportLayersModel(head, description);
    }
    return { kind: 'base-not-exportable', baseModel: base.facts.name };
  }
  switch (request.format) {
    case 'full-model':
      return byWriter(
        () => import('../core/export/export-full-model.ts'),
        ({ exportFullModel }) => exportFullModel(network, head, description, request),
      );
    case 'graph-model':
      return byWriter(
        () => import('../core/export/graph-model/export-graph-model.ts'),
        ({ exportGraphModel }) => exportGraphModel(network, head, description, request),
      );
    case 'web-component': {
      const component = await loadPart(() => runtime.loadWebComponent());
      if (isFailure(component)) return component;
      return byWriter(
        () => import('../core/export/web-component/export-web-component.ts'),
        ({ exportWebComponent }) => exportWebComponent(network, head, description, component),
      );
    }
    case 'offline-page': {
      const page = await loadPart(() => runtime.loadOfflinePage());
      if (isFailure(page)) return page;
      return byWriter(
        () => import('../core/export/offline-page/export-offline-page.ts'),
        ({ exportOfflinePage }) => exportOfflinePage(network, head, description, page),
      );
    }
    case 'scratch-extension': {
      const blocks = await loadPart(() => runtime.loadScratchExtension());
      if (isFailure(blocks)) return blocks;
      return byWriter(
        () => import('../core/export/scratch-extension/export-scratch-extension.ts'),
        ({ exportScratchExtension }) => exportScratchExtension(network, head, description, blocks),
      );
    }
    case 'onnx':
      return byWriter(
        () => import('../core/export/onnx/export-onnx.ts'),
        ({ exportOnnx }) => exportOnnx(network, head, description, request),
      );
    case 'tflite': {
      const { precision } = request;
      return byWriter(
        () => import('../core/export/tflite/export-tflite.ts'),
        async ({ exportTflite }) => {
          if (precision !== 'int8') return exportTflite(network, head, description, { precision });
          const rounded = await quantize(network);
          if (isFailure(rounded)) return rounded;
          return exportTflite(network, head, description, { precision, network: rounded });
        },
      );
    }
    case 'c-header':
      return byWriter(
        () => import('../core/export/c-header/export-c-header.ts'),
        async ({ exportCHeader }) => {
          const rounded = await quantize(network);
          return isFailure(rounded) ? rounded : exportCHeader(network, head, description, rounded);
        },
      );
    case 'keras':
      return byWriter(
        () => import('../core/export/keras/export-keras.ts'),
        ({ exportKeras }) => exportKeras(network, head, description),
      );
    case 'teachable-machine':
      return byWriter(
        () => import('../core/export/teachable-machine/export-teachable-machine.ts'),
        ({ exportTeachableMachine }) => exportTeachableMachine(network, head, description),
      );
  }
}

async function byWriter<Writer>(
  load: () => Promise<Writer>,
  write: (writer: Writer) => ExportedFile | Promise<ExportedFile | Failure>,
): Promise<ExportedFile | Failure> {
  const writer = await loadPart(load);
  return isFailure(writer) ? writer : write(writer);
}
