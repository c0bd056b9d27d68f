import { measurePixels } from '../core/images/pixel-statistics.ts';
import type { Answer } from '../core/shared/answer.ts';
import type { FileFailure } from '../core/shared/failure.ts';
import { createFilePreparer, type KnownFile, type PreparedFile } from './create-file-preparer.ts';
import type { EmbeddedImage, EmbedTimings, ImageToEmbed } from './engine-api.ts';
import type { EngineClock, ImagePort } from './engine-ports.ts';

/** What runs the images through the base model. */
export interface EmbedPorts {
  readonly inputSize: number;
  readonly batchSize: number;
  /** @returns one embedding after the other; null when there is no base model any more that these images were for */
  readonly embed: (pixels: readonly Uint8Array[]) => Promise<Float32Array | null>;
  readonly images: ImagePort;
  readonly clock: EngineClock;
}

/**
 * How many batches are on their way through the decoders while one is embedded. wasm keeps the thread busy during a
 * forward pass, so a decode moves on by one of its steps (read, decode, draw) between two passes.
 */
const batchesAhead = 4;

/** What became of a file before the base model. */
type FileResult = PreparedFile | KnownFile | FileFailure;

interface Decoding {
  readonly id: string;
  readonly result: Promise<FileResult>;
}

/** Some images in a row: those that are new and could be decoded fill one batch, the others come along as they are. */
interface Group {
  readonly members: readonly { readonly id: string; readonly result: FileResult }[];
  readonly prepared: readonly PreparedFile[];
}

/**
 * Decodes ahead, embeds batch by batch, and hands results over in groups, in the order given. A group is sent
 * while the next is embedded; the one after waits for its answer. An image that is known, or equal to one before it, is
 * neither decoded nor embedded.
 */
export async function embedImages(
  images: readonly ImageToEmbed[],
  ports: EmbedPorts,
  onEmbedded: (results: readonly EmbeddedImage[]) => Promise<Answer>,
  knownImageHashes: ReadonlySet<string>,
): Promise<EmbedTimings> {
  const { batchSize, clock } = ports;
  const prepare = createFilePreparer(ports.inputSize, ports.images, knownImageHashes);
  const startMs = clock.now();
  let decodeMs = 0;
  let embedMs = 0;
  let imagesEmbedded = 0;

  const ahead: Decoding[] = [];
  let startedCount = 0;
  const decodeAhead = () => {
    for (; startedCount < images.length && ahead.length < batchesAhead * batchSize; startedCount++) {
      const { id, image } = images[startedCount] as ImageToEmbed;
      const result = prepare(image);
      // After a stop nobody looks at it any more.
      result.catch(() => {});
      ahead.push({ id, result });
    }
  };
  const takeGroup = async (): Promise<Group> => {
    const members: Group['members'][number][] = [];
    const prepared: PreparedFile[] = [];
    for (let next = ahead.shift(); next !== undefined; next = ahead.shift()) {
      const result = await next.result;
      decodeAhead();
      members.push({ id: next.id, result });
      if ('pixels' in result) prepared.push(result);
      if (prepared.length === batchSize || members.length === batchesAhead * batchSize) break;
    }
    return { members, prepared };
  };

  let answer: Promise<Answer> = Promise.resolve('continue');
  decodeAhead();
  while (ahead.length > 0) {
    const takenMs = clock.now();
    const group = await takeGroup();
    const decodedMs = clock.now();
    decodeMs += decodedMs - takenMs;
    const embeddings =
      group.prepared.length === 0
        ? new Float32Array()
        : await ports.embed(group.prepared.map(({ pixels }) => pixels));
    embedMs += clock.now() - decodedMs;
    if ((await answer) === 'stop' || embeddings === null) break;
    imagesEmbedded += group.prepared.length;
    answer = completeGroup(group, embeddings, ports).then(onEmbedded);
    // It is awaited a batch later; until then a rejection must not count as unhandled.
    answer.catch(() => {});
  }
  await answer;
  return { imagesEmbedded, decodeMs, embedMs, totalMs: clock.now() - startMs };
}

async function completeGroup(
  { members, prepared }: Group,
  embeddings: Float32Array,
  { images, inputSize }: EmbedPorts,
): Promise<EmbeddedImage[]> {
  const embeddingSize = prepared.length === 0 ? 0 : embeddings.length / prepared.length;
  const rowOf = new Map(prepared.map((file, row) => [file, row]));
  return Promise.all(
    members.map(async ({ id, result }): Promise<EmbeddedImage> => {
      if ('kind' in result) return { id, failure: result };
      if ('knownImageHash' in result) return { id, ...result };
      const row = rowOf.get(result) ?? 0;
      return {
        id,
        embedding: embeddings.slice(row * embeddingSize, (row + 1) * embeddingSize),
        imageHash: result.imageHash,
        thumbnail: await images.encodeThumbnail(result.rgba, inputSize),
        pixels: measurePixels(result.pixels, inputSize),
        width: result.width,
        height: result.height,
      };
    }),
  );
}
