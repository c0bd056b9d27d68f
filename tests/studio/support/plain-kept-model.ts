import type { KeptModel } from '../../../src/platform/kept-model.ts';
import type { NamedBlob } from '../../../src/platform/named-blob.ts';

/** A browser that keeps the files of a model of at most so many bytes. */
export function createPlainKeptModel(largestBytes = 2 ** 20) {
  const kept: { files: readonly NamedBlob[] | null } = { files: null };
  const port: KeptModel = {
    async keep(files) {
      const fits = files.every(({ blob }) => blob.size <= largestBytes);
      kept.files = fits ? files : null;
      return fits;
    },
    read: async () => kept.files,
    async forget() {
      kept.files = null;
    },
  };
  return { kept, port };
}
