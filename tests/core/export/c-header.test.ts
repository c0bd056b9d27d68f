import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportCHeader } from '../../../src/core/export/c-header/export-c-header.ts';
import { quantizeNetwork } from '../../../src/core/export/tflite/quantize-network.ts';
import { createTestHead, createTestImages, describeTestModel, readBuiltInBase } from './export-fixtures.ts';

const labels = ['ant', '??/ "bee"\\', '🐈\u200d⬛ 7', "*/ it's <b>\\n</b>\n", 'é9', '', '%s'];
/** Says how the bytes lie, then the labels, each with a zero byte behind it, then the bytes. */
const program = `
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include "model.h"
int main(void) {
  printf("%d %d %d %d;", (int)((uintptr_t)graft_model % 16), (int)sizeof graft_model, GRAFT_LABEL_COUNT, GRAFT_INPUT_SIZE);
  for (int i = 0; i < GRAFT_LABEL_COUNT; i++) fwrite(graft_labels[i], 1, strlen(graft_labels[i]) + 1, stdout);
  fwrite(graft_model, 1, GRAFT_MODEL_LENGTH, stdout);
  int threshold = (int)(GRAFT_NONE_THRESHOLD * 100 + 0.5f);
  return threshold == 40 && GRAFT_INPUT_SCALE > 0 && GRAFT_INPUT_ZERO_POINT == -1 && GRAFT_OUTPUT_ZERO_POINT == -128 ? 0 : 1;
}
`;

let folder: string;
let header: string;

beforeAll(async () => {
  const base = await readBuiltInBase();
  await tf.setBackend('wasm');
  const head = createTestHead(base.manifest.embeddingSize, 0, labels.length);
  const images = createTestImages(base.manifest.inputSize);
  const tensorCount = tf.memory().numTensors;
  const network = await quantizeNetwork(base, head, images);
  const file = exportCHeader(base, head, describeTestModel(labels), network);
  expect(tf.memory().numTensors).toBe(tensorCount);
  expect(file.fileName).toMatch(/^graft-model.*\.h$/);
  header = Buffer.from(file.bytes).toString();
  folder = await mkdtemp(path.join(tmpdir(), 'graft-c-'));
  await writeFile(path.join(folder, 'model.h'), file.bytes);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each([
  ['gcc', 'main.c', ['-std=c11', '-trigraphs']],
  ['g++', 'main.cpp', ['-std=c++11']],
] as const)('with %s', (compiler, source, options) => {
  const missing = spawnSync(compiler, ['--version']).status !== 0;

  it.skipIf(missing)(
    '(skipped where it is not installed) compiles without a warning to the bytes of the model',
    async () => {
      await writeFile(path.join(folder, source), program);
      const built = path.join(folder, `${source}.out`);
      execFileSync(compiler, [...options, '-Wall', '-Wextra', '-Werror', '-pedantic', '-o', built, source], {
        cwd: folder,
      });
      const output = execFileSync(built, { maxBuffer: 1e8 });
      const end = output.indexOf(';');
      const [misplaced, length, labelCount, side] = output.subarray(0, end).toString().split(' ').map(Number);
      expect([misplaced, labelCount, side]).toEqual([0, labels.length, 224]);
      const written = Buffer.from(labels.map((label) => `${label}\0`).join(''));
      expect(output.subarray(end + 1, end + 1 + written.length)).toEqual(written);
      const model = output.subarray(end + 1 + written.length);
      expect(model).toHaveLength(length ?? 0);
      expect(model.subarray(4, 8).toString()).toBe('TFL3');
      expect(length).toBeGreaterThan(3_200_000);
    },
  );
});

it('says how the model is run, operation by operation', async () => {
  const [usage = ''] = header.split('#ifndef');
  const registered = usage.match(/resolver\.Add\w+/g) ?? [];
  expect(registered).toContain('resolver.AddDepthwiseConv2D');
  expect(usage).toContain(`MicroMutableOpResolver<${registered.length}>`);
  expect(usage.match(/\*\//g)).toHaveLength(1);
  expect(await readFile(path.join(folder, 'model.h'), 'utf8')).toBe(header);
});
