import { requireFromClient } from '../require-from-client.ts';

/** A tensor of ONNX Runtime. */
export interface OrtTensor {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

interface OrtSession {
  readonly inputMetadata: readonly {
    readonly name: string;
    readonly type: string;
    readonly shape: readonly unknown[];
  }[];
  readonly outputMetadata: OrtSession['inputMetadata'];
  run(feeds: Readonly<Record<string, OrtTensor>>): Promise<Readonly<Record<string, OrtTensor>>>;
  release(): Promise<void>;
}

/** As much of ONNX Runtime as the tests call. */
export interface OnnxRuntime {
  readonly InferenceSession: { create(model: Uint8Array, options?: object): Promise<OrtSession> };
  readonly Tensor: new (
    type: 'float32' | 'uint8',
    data: Float32Array | Uint8Array,
    dims: readonly number[],
  ) => OrtTensor;
}

export function loadOnnxRuntime(): OnnxRuntime {
  return requireFromClient('onnxruntime', 'onnxruntime-node');
}

/** A model as a reader sees it that is not ours (`onnx-proto`, made from onnx.proto itself). */
export interface ReadOnnxModel {
  readonly producerName: string;
  readonly producerVersion: string;
  readonly opsetImport: readonly { readonly domain: string; readonly version: number }[];
  readonly metadataProps: readonly { readonly key: string; readonly value: string }[];
  readonly graph: {
    readonly node: readonly { readonly opType: string; readonly name: string }[];
    readonly initializer: readonly {
      readonly name: string;
      readonly dataType: number;
      readonly dims: readonly number[];
      readonly rawData: Uint8Array;
    }[];
  };
}

interface OnnxProto {
  readonly onnx: { readonly ModelProto: { decode(bytes: Uint8Array): ReadOnnxModel } };
}

export function readOnnxModel(bytes: Uint8Array): ReadOnnxModel {
  return requireFromClient<OnnxProto>('onnxruntime', 'onnx-proto').onnx.ModelProto.decode(bytes);
}

/** What the file says of itself, by key. */
export function readOnnxMetadata(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    readOnnxModel(bytes).metadataProps.map(({ key, value }) => [key, JSON.parse(value)]),
  );
}
