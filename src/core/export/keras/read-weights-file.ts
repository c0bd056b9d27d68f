import * as hdf5 from 'h5wasm';
import { nameWeightGroups } from './name-weight-groups.ts';

/** A file in the memory of the library, of which nobody else knows. */
const fileName = 'read.weights.h5';

/** Those of convolutions have four. */
const mostSides = 4;

/** Numbers of a layer, flat in the order of `shape`. */
export interface LayerWeight {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/**
 * Reads the numbers of layers from where `writeWeightsFile` puts them.
 * @param layers what is looked for, in their order
 * @throws Error that says what is missing in the file, or odd
 */
export async function readWeightsFile(
  bytes: Uint8Array,
  layers: readonly { readonly className: string; readonly weightCount: number }[],
): Promise<readonly (readonly LayerWeight[])[]> {
  const { FS } = await hdf5.ready;
  const groups = nameWeightGroups(layers.map(({ className }) => className));
  FS.writeFile(fileName, bytes);
  const file = new hdf5.File(fileName, 'r');
  try {
    if (file.file_id < 0) throw new Error('its model.weights.h5 is no HDF5 file, or is cut short');
    let roomBytes = bytes.length;
    return layers.map(({ weightCount }, index) =>
      Array.from({ length: weightCount }, (_, place) => {
        const weight = readWeight(file, `layers/${groups[index]}/vars/${place}`, roomBytes);
        roomBytes -= weight.values.byteLength;
        return weight;
      }),
    );
  } finally {
    file.close();
    FS.unlink(fileName);
  }
}

/** @param roomBytes Graft writes every number once, so that there cannot be more of them than there are bytes */
function readWeight(file: hdf5.File, path: string, roomBytes: number): LayerWeight {
  const found = file.get(path);
  if (!(found instanceof hdf5.Dataset)) throw new Error(`${path} is missing in its model.weights.h5`);
  const { shape, dtype } = found;
  const isSound =
    dtype === '<f' &&
    shape !== null &&
    shape.length <= mostSides &&
    shape.every((side) => side > 0) &&
    4 * countNumbers(shape) <= roomBytes;
  if (!isSound) throw new Error(`${path} in its model.weights.h5 is of an odd type or size`);
  const values = found.value;
  if (!(values instanceof Float32Array) || values.length !== countNumbers(shape)) {
    throw new Error(`${path} in its model.weights.h5 cannot be read`);
  }
  if (!values.every(Number.isFinite))
    throw new Error(`${path} in its model.weights.h5 holds what is no number`);
  return { shape, values };
}

function countNumbers(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
