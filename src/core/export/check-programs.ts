/** Programs that open exported files and do not come with the page, with the bytes that are fetched for a first check. */
export const checkPrograms = {
  onnxruntime: { name: 'ONNX Runtime', sizeBytes: 14_239_897 },
  litert: { name: 'LiteRT', sizeBytes: 9_334_181 },
} as const;

/** One of them. */
export type CheckProgram = keyof typeof checkPrograms;

/** What is to be fetched to check a file of a format; null where that is nothing, or where nothing would do. */
export function findCheckProgram(format: string): CheckProgram | null {
  if (format === 'onnx') return 'onnxruntime';
  return format === 'tflite' ? 'litert' : null;
}
