/** What the page needs to know of the base model in use. */
export interface BaseModelInfo {
  readonly id: string;
  readonly name: string;
  readonly inputSize: number;
  readonly embeddingSize: number;
  readonly inputRange: readonly [number, number];
  /** SHA-256 over what its embeddings depend on (weights, topology, input range), as hex; part of their key. */
  readonly sha256: string;
  readonly parameterCount: number;
  /** Whether the full model (base + head) can be exported. */
  readonly exportable: boolean;
  readonly source: string;
  readonly licence: string;
}
