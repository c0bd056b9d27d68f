import type { Failure } from '../../../src/core/shared/failure.ts';
import type { ModelFileFormat, ModelHost, OpenedModelFacts } from '../../../src/engine/engine-api.ts';

/** Where a test can make the models of files fail. */
export interface ModelHooks {
  onOpen: (stop: AbortSignal, onFetching: Parameters<ModelHost['open']>[2]) => Promise<Failure | null>;
  onClassify(text: string): Promise<Failure | null>;
}

/** What a model in these tests is where its file does not say otherwise. */
const plainFacts: OpenedModelFacts = {
  maker: null,
  labels: null,
  noneThreshold: null,
  format: 'layers-model',
  classCount: 2,
  foundLabelCount: 0,
  inputSize: 224,
  inputRange: [-1, 1],
  rangeKnown: false,
  output: 'probabilities',
  parameterCount: 10,
  head: null,
};

/**
 * A host without TensorFlow.js: a model.json holds facts that differ from `plainFacts`, and an image such as `red 3` is of the
 * class that is called like its first word; of the first class where there is none. As in the real one, what is under way ends
 * when another model is opened, on `interrupt` and on `close`, and a model that is no longer open answers nothing.
 */
export function createPlainModelHost() {
  let current: OpenedModelFacts | null = null;
  const underWay = new Set<(failure: Failure) => void>();
  const end = (detail: string) => {
    for (const answer of underWay) answer({ kind: 'model-stopped', detail });
    underWay.clear();
  };
  const hooks: ModelHooks = { onOpen: async () => null, onClassify: async () => null };
  const formats: ModelFileFormat[] = [];
  const ranges: (readonly [number, number])[] = [];
  const host: ModelHost = {
    async open({ files, format, modelPath }, stop, onFetching) {
      formats.push(format);
      const failure = await hooks.onOpen(stop, onFetching);
      if (stop.aborted) return 'stopped';
      if (failure !== null) return failure;
      const json = await files.find(({ path }) => path === modelPath)?.blob.text();
      const facts: OpenedModelFacts = { ...plainFacts, ...JSON.parse(json ?? '{}') };
      if (facts.head !== null) return facts;
      end('another one was opened');
      current = facts;
      return facts;
    },
    async classify(facts, image, inputRange) {
      const whenEnded = new Promise<Failure>((answer) => underWay.add(answer));
      if (facts !== current) return { kind: 'model-stopped', detail: 'it was closed' };
      ranges.push(inputRange);
      const text = image instanceof Blob ? await image.text() : '';
      const failure = await Promise.race([whenEnded, hooks.onClassify(text)]);
      if (failure !== null) return failure;
      const { labels, classCount } = facts;
      const own = Math.max(0, labels?.indexOf(text.split(' ')[0] ?? '') ?? 0);
      const probabilities = new Float32Array(classCount).fill(0.2 / (classCount - 1));
      probabilities[own] = 0.8;
      return { probabilities, thumbnail: null, remark: null, durationMs: 1 };
    },
    interrupt: () => end('it was ended'),
    close() {
      end('it was closed');
      current = null;
    },
  };
  return { host, hooks, formats, ranges };
}
