import { stat } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { checkPrograms } from '../../../src/core/export/check-programs.ts';

it.each([
  ['onnxruntime', 'onnxruntime-web/dist/ort-wasm-simd-threaded.wasm'],
  ['litert', '@litertjs/core/wasm/litert_wasm_compat_internal.wasm'],
] as const)('the page says how much is fetched of %s', async (program, file) => {
  const { size } = await stat(`node_modules/${file}`);
  expect(checkPrograms[program].sizeBytes).toBe(size);
});
