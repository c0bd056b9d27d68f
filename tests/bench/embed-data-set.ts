import type { EmbeddingTable } from '../../src/core/embedding/embedding-table.ts';
import { stackEmbeddings } from '../../src/core/embedding/embedding-table.ts';
import { isFailure } from '../../src/core/shared/failure.ts';
import { createEngineClient } from '../../src/engine/client/create-engine-client.ts';
import { spawnWorker } from '../../src/engine/client/spawn-worker.ts';

/** Images of a data set as the studio's engine embeds them. */
export interface EmbeddedFiles {
  /** `class/file`, in the order of the rows of `embeddings`. */
  readonly files: readonly string[];
  /** The class of each row, numbered in the order in which classes first appear. */
  readonly classIndexes: Int32Array<ArrayBuffer>;
  readonly classCount: number;
  readonly embeddings: EmbeddingTable;
}

/**
 * Embeds images with the studio's engine, on wasm.
 * @param files `class/file` of each image
 * @param images their bytes as base64
 */
export async function embedDataSet(
  modelUrl: string,
  files: readonly string[],
  images: readonly string[],
): Promise<EmbeddedFiles> {
  const engine = createEngineClient({ spawnWorker, setup: { builtInBaseUrl: modelUrl } });
  const started = await engine.start({ backend: 'wasm', baseModel: { kind: 'built-in' } }, () => {});
  if (isFailure(started)) throw new Error(started.kind);
  const embeddings: Float32Array[] = [];
  // A data set may have the same image twice.
  const byHash = new Map<string, Float32Array>();
  const ended = await engine.embedImages(
    images.map((base64, index) => ({ id: String(index), image: decodeBase64(base64) })),
    async (results) => {
      for (const result of results) {
        if ('failure' in result) throw new Error(result.failure.kind);
        if ('embedding' in result) byHash.set(result.imageHash, result.embedding);
        const imageHash = 'embedding' in result ? result.imageHash : result.knownImageHash;
        embeddings[Number(result.id)] = byHash.get(imageHash) as Float32Array;
      }
      return 'continue';
    },
  );
  if (isFailure(ended)) throw new Error(ended.kind);

  const classOf = (file: string) => file.slice(0, file.lastIndexOf('/'));
  const classNames = [...new Set(files.map(classOf))];
  return {
    files,
    classIndexes: Int32Array.from(files, (file) => classNames.indexOf(classOf(file))),
    classCount: classNames.length,
    embeddings: stackEmbeddings(embeddings, started.baseModel.embeddingSize),
  };
}

/** The file that its base64 stands for. */
export function decodeBase64(base64: string): Blob {
  return new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]);
}
