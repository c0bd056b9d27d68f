import * as hdf5 from 'h5wasm';
import type { SequentialLayer } from '../write-layers-model.ts';
import { nameWeightGroups } from './name-weight-groups.ts';

/** A file in the memory of the library, of which nobody else knows. */
const fileName = 'model.weights.h5';

/**
 * The numbers of the layers as Keras 3 looks for them: an HDF5 file with a group `layers/<layer>/vars` for each layer,
 * and in it the weights in their order, called `0`, `1` and so on.
 */
export async function writeWeightsFile(layers: readonly SequentialLayer[]): Promise<Uint8Array<ArrayBuffer>> {
  const { FS } = await hdf5.ready;
  const names = nameWeightGroups(layers.map(({ className }) => className));
  const file = new hdf5.File(fileName, 'w');
  try {
    // Of the model itself, which has none of its own.
    file.create_group('vars');
    const all = file.create_group('layers');
    layers.forEach(({ weights }, index) => {
      const variables = all.create_group(names[index] as string).create_group('vars');
      weights.forEach(({ shape, values }, number) => {
        variables.create_dataset({ name: String(number), data: values, shape: [...shape], dtype: '<f' });
      });
    });
  } finally {
    file.close();
  }
  const bytes: Uint8Array = FS.readFile(fileName);
  FS.unlink(fileName);
  return Uint8Array.from(bytes);
}
