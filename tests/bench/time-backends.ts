import type { BackendName } from '../../src/engine/engine-api.ts';
import { describeSpread, median } from './describe-spread.ts';
import type { BenchRoom } from './open-bench-page.ts';
import type { BackendTimes } from './time-backend.ts';

/** Time per image and per epoch on each backend that runs here; prints them as they come. */
export async function timeBackends(
  room: BenchRoom,
  backends: readonly BackendName[],
  full: boolean,
): Promise<readonly BackendTimes[]> {
  const times: BackendTimes[] = [];
  console.log('\nEmbedding and head training (medians of rounds in turn; spread in brackets)');
  for (const backend of backends) {
    const page = await room.openPage();
    const result = await page.evaluate((work) => window.bench.timeBackend(work.backend, work.full), {
      backend,
      full,
    });
    await page.context().close();
    if ('absent' in result) {
      console.log(`${backend}: does not run here: ${result.absent}`);
      continue;
    }
    times.push(result);
    console.log(describeTimes(result));
  }
  return times;
}

/** How much longer the studio takes per image than the bare network, round by round. */
export function compareWithBare({ embed, bare }: BackendTimes): number[] {
  return embed.map((ms, round) => ms / (bare[round] as number));
}

function describeTimes(times: BackendTimes): string {
  const { backend, emulated, work, bareBatchSize, bare, embed, trainingLinear, trainingHidden } = times;
  const imagesPerSecond = (1000 / median(embed)).toFixed(1);
  const problem = `${work.trainingSampleCount.toLocaleString('en')} embeddings, batch 32`;
  const lines = [
    [`bare folded forward, batch ${bareBatchSize}`, `${describeSpread(bare)} ms per image`],
    [
      'Graft, file to embedding',
      `${describeSpread(embed)} ms per image, ${imagesPerSecond} images per second (${work.imageCount} images)`,
    ],
    ['Graft / bare, round by round', describeSpread(compareWithBare(times), 3)],
    ['linear head, model.fit', `${describeSpread(trainingLinear.fit)} ms per epoch (${problem})`],
    ['linear head, Graft', `${describeSpread(trainingLinear.ours)} ms per epoch`],
    ['100 hidden units, model.fit', `${describeSpread(trainingHidden.fit)} ms per epoch`],
    ['100 hidden units, Graft', `${describeSpread(trainingHidden.ours)} ms per epoch`],
  ];
  const title = emulated
    ? `${backend} (emulated by the processor: right, but no measure of speed):`
    : `${backend}:`;
  return [title, ...lines.map(([name = '', figure]) => `  ${name.padEnd(32)}${figure}`)].join('\n');
}
