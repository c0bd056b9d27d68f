import { Builder, type Offset } from 'flatbuffers';
import { type FlatField, tables } from './flat-tables.ts';

/** What the metadata of a TFLite file says, for the libraries that read pictures and labels by it. */
export interface TfliteMetadata {
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly input: { readonly name: string; readonly description: string };
  readonly output: { readonly name: string; readonly description: string };
  readonly inputSize: number;
  /** What pixel values 0 and 255 become. */
  readonly inputRange: readonly [number, number];
  /** Files that lie in the ZIP behind the model. */
  readonly labelsFile: string;
  readonly metadataFile: string;
}

/** Under this name the metadata stand in the model. */
export const tfliteMetadataName = 'TFLITE_METADATA';

/** Numbers of `AssociatedFileType`, `ContentProperties`, `ProcessUnitOptions` and `ColorSpaceType`. */
const fileTypes = { unknown: 0, axisLabels: 2 } as const;
const contents = { feature: 1, image: 2 } as const;
const normalization = 1;
const rgb = 1;

/**
 * Writes the `ModelMetadata` table of TensorFlow Lite's metadata_schema.fbs (github.com/tensorflow/tflite-support): a picture
 * goes in, scaled as (value - mean) / std, and one probability per label comes out.
 */
export function writeTfliteMetadata(metadata: TfliteMetadata): Uint8Array<ArrayBuffer> {
  const builder = new Builder(1024);
  const flat = tables(builder);
  const [lowest, highest] = metadata.inputRange;
  const std = 255 / (highest - lowest);
  const text = (value: string) => builder.createString(value);
  const addFile = (name: string, description: string, type: number): Offset =>
    flat.table(4, [
      [0, 'offset', text(name)],
      [1, 'offset', text(description)],
      [2, 'int8', type],
    ]);
  const addTensor = (
    { name, description }: TfliteMetadata['input'],
    content: readonly [type: number, properties: Offset],
    rest: readonly FlatField[],
  ): Offset =>
    flat.table(7, [
      [0, 'offset', text(name)],
      [1, 'offset', text(description)],
      [
        3,
        'offset',
        flat.table(3, [
          [0, 'int8', content[0]],
          [1, 'offset', content[1]],
        ]),
      ],
      ...rest,
    ]);

  const imageSize = flat.table(2, [
    [0, 'int32', metadata.inputSize],
    [1, 'int32', metadata.inputSize],
  ]);
  const image = flat.table(2, [
    [0, 'int8', rgb],
    [1, 'offset', imageSize],
  ]);
  const scaling = flat.table(2, [
    [0, 'offset', flat.float32s([-lowest * std])],
    [1, 'offset', flat.float32s([std])],
  ]);
  const unit = flat.table(2, [
    [0, 'int8', normalization],
    [1, 'offset', scaling],
  ]);
  const input = addTensor(metadata.input, [contents.image, image], [[4, 'offset', flat.offsets([unit])]]);
  const labels = addFile(
    metadata.labelsFile,
    'The labels, in the order of the probabilities.',
    fileTypes.axisLabels,
  );
  const feature = flat.table(0, []);
  const output = addTensor(
    metadata.output,
    [contents.feature, feature],
    [[6, 'offset', flat.offsets([labels])]],
  );
  const graph = flat.table(9, [
    [2, 'offset', flat.offsets([input])],
    [3, 'offset', flat.offsets([output])],
  ]);
  const own = addFile(metadata.metadataFile, 'All that Graft says of the model, as JSON.', fileTypes.unknown);
  const root = flat.table(8, [
    [0, 'offset', text(metadata.name)],
    [1, 'offset', text(metadata.description)],
    [2, 'offset', text(metadata.version)],
    [3, 'offset', flat.offsets([graph])],
    [4, 'offset', text('Graft')],
    [6, 'offset', flat.offsets([own])],
    [7, 'offset', text('1.0.0')],
  ]);
  builder.finish(root, 'M001');
  return Uint8Array.from(builder.asUint8Array());
}
