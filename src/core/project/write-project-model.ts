import type { Failure } from '../shared/failure.ts';
import type { DenseLayer, Head } from '../training/head.ts';
import { type ProjectEntry, writeJson } from './project-entry.ts';
import { type ProjectEvaluation, type ProjectModel, projectPaths } from './project-file.ts';

/** The files of a trained model. Figures that follow from the probabilities are left out: they are computed anew. */
export function writeProjectModel(model: ProjectModel): readonly ProjectEntry[] {
  const { head, validationHead, tunedLayers, evaluation, ...plain } = model;
  const { validation, test } = evaluation;
  const described = {
    ...plain,
    head: describeHead(head),
    validationHead: describeHead(validationHead),
    tunedLayers:
      tunedLayers?.map(({ kernel, bias }) => ({ kernelLength: kernel.length, biasLength: bias.length })) ??
      null,
    evaluation: { validation: describeEvaluation(validation), test: describeEvaluation(test) },
  };
  return [
    { path: projectPaths.model, bytes: writeJson(described) },
    { path: projectPaths.head, bytes: writeLayers(head.layers) },
    { path: projectPaths.validationHead, bytes: writeLayers(validationHead.layers) },
    ...(tunedLayers === null ? [] : [{ path: projectPaths.tunedLayers, bytes: writeLayers(tunedLayers) }]),
    ...writeProbabilities(projectPaths.validation, validation),
    ...writeProbabilities(projectPaths.test, test),
  ];
}

function describeHead({ layers, ...sizes }: Head) {
  return {
    ...sizes,
    layers: layers.map(({ inputSize, outputSize, activation }) => ({ inputSize, outputSize, activation })),
  };
}

/** Kernel and bias of each, one after the other. */
function writeLayers(layers: readonly Pick<DenseLayer, 'kernel' | 'bias'>[]): Uint8Array<ArrayBuffer> {
  return writeFloats(layers.flatMap(({ kernel, bias }) => [kernel, bias]));
}

function describeEvaluation(outcome: ProjectEvaluation | Failure | null) {
  if (outcome === null) return null;
  if ('kind' in outcome) return { detail: 'detail' in outcome ? outcome.detail : outcome.kind };
  const { sampleIds, files, trueClassIndexes } = outcome;
  return { sampleIds, files, trueClassIndexes };
}

function writeProbabilities(
  path: string,
  outcome: ProjectEvaluation | Failure | null,
): readonly ProjectEntry[] {
  if (outcome === null || 'kind' in outcome) return [];
  return [{ path, bytes: writeFloats([outcome.probabilities]) }];
}

/** Little-endian, which is the byte order of every machine that runs a browser. */
function writeFloats(arrays: readonly Float32Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const values of arrays) {
    joined.set(values, at);
    at += values.length;
  }
  return new Uint8Array(joined.buffer);
}
