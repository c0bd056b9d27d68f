import fc from 'fast-check';
import { cleanClassName } from '../../../src/core/dataset/clean-class-name.ts';
import type { SetName } from '../../../src/core/dataset/dataset.ts';
import { inputSizes } from '../../../src/core/embedding/input-sizes.ts';
import type { PackedEmbedding } from '../../../src/core/embedding/pack-embedding.ts';
import type { TunedLayers } from '../../../src/core/embedding/tuned-layers.ts';
import { evaluate } from '../../../src/core/evaluation/evaluate.ts';
import type { ImageRemark } from '../../../src/core/images/image-remark.ts';
import type { ProjectEmbeddings } from '../../../src/core/project/project-embeddings.ts';
import type {
  Project,
  ProjectClass,
  ProjectEvaluation,
  ProjectModel,
  ProjectSample,
} from '../../../src/core/project/project-file.ts';
import type { Head } from '../../../src/core/training/head.ts';
import { defaultTrainingSettings } from '../../../src/core/training/training-settings.ts';

/** Names as hostile as any: markup, keys of objects, marks for direction, lone surrogates, paths that climb. */
export const anyName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '../../etc/passwd',
    '<b>x</b>',
    '\u202Egnp.exe',
    'a"b\\c',
    '\ud800',
  ),
);

const id = fc.oneof(fc.string({ minLength: 1, maxLength: 20 }), fc.constantFrom('__proto__', 'toString'));
const hash = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });
const className = anyName.map((name) => cleanClassName(name) ?? 'a class');
const set = fc.constantFrom<SetName | null>('training', 'validation', 'test', null);
const float = fc.float({ noNaN: true, noDefaultInfinity: true });
const figure = fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => value + 0);
/** JSON has no negative zero. */
const plainFloat = float.map((value) => value + 0);
const sampleIds = fc.uniqueArray(id, { maxLength: 12 });

const settings = fc
  .record({ epochs: fc.integer({ min: 1, max: 1000 }), seed: fc.nat(4294967295), refit: fc.boolean() })
  .map((some) => ({ ...defaultTrainingSettings, ...some }));

export const anyClass: fc.Arbitrary<ProjectClass> = fc.record({
  id,
  name: className,
  colour: fc.nat(11),
  disabled: fc.boolean(),
});

function anySample(classIds: readonly string[]): fc.Arbitrary<ProjectSample> {
  return fc.record({
    id,
    classId: fc.constantFrom(...classIds),
    file: anyName,
    assignedSet: set,
    pinnedSet: set,
    burstId: fc.option(id),
    disabled: fc.boolean(),
    imageHash: fc.option(hash),
  });
}

function floats(length: number): fc.Arbitrary<Float32Array<ArrayBuffer>> {
  return fc
    .array(float, { minLength: length, maxLength: length })
    .map((values) => Float32Array.from(values) as Float32Array<ArrayBuffer>);
}

function anyHead(embeddingSize: number, classCount: number, hidden: number): fc.Arbitrary<Head> {
  const sizes = hidden === 0 ? [embeddingSize, classCount] : [embeddingSize, hidden, classCount];
  const layers = sizes.slice(1).map((outputSize, index) => {
    const inputSize = sizes[index] as number;
    return fc.record({
      inputSize: fc.constant(inputSize),
      outputSize: fc.constant(outputSize),
      kernel: floats(inputSize * outputSize),
      bias: floats(outputSize),
      activation: fc.constantFrom('relu' as const, 'linear' as const),
    });
  });
  return fc.tuple(...layers).map((made) => ({ embeddingSize, classCount, layers: made }));
}

/** Two layers of a block, the last of which gives the embedding. */
function anyTunedLayers(embeddingSize: number): fc.Arbitrary<TunedLayers> {
  return fc
    .record({ kernelSizes: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })) })
    .chain(({ kernelSizes: [first, second] }) =>
      fc.tuple(
        fc.record({ kernel: floats(first), bias: floats(2) }),
        fc.record({ kernel: floats(second), bias: floats(embeddingSize) }),
      ),
    );
}

function anyEvaluation(classCount: number): fc.Arbitrary<ProjectEvaluation> {
  return fc.integer({ min: 1, max: 5 }).chain((rowCount) => {
    const rows = { minLength: rowCount, maxLength: rowCount };
    return fc
      .record({
        sampleIds: fc.array(id, rows),
        files: fc.array(anyName, rows),
        trueClassIndexes: fc.array(fc.nat(classCount - 1), rows),
        weights: fc.array(fc.integer({ min: 1, max: 100 }), {
          minLength: rowCount * classCount,
          maxLength: rowCount * classCount,
        }),
      })
      .map(({ weights, ...rest }) => {
        const probabilities = Float32Array.from(weights, (weight, at) => {
          const row = Math.floor(at / classCount) * classCount;
          return weight / weights.slice(row, row + classCount).reduce((sum, each) => sum + each, 0);
        });
        return {
          ...rest,
          probabilities,
          evaluation: evaluate(probabilities, rest.trueClassIndexes, classCount),
        };
      });
  });
}

const anyModel: fc.Arbitrary<ProjectModel> = fc
  .record({
    embeddingSize: fc.integer({ min: 1, max: 6 }),
    classCount: fc.integer({ min: 2, max: 4 }),
    hidden: fc.nat(3),
  })
  .chain(({ embeddingSize, classCount, hidden }) => {
    const perClass = { minLength: classCount, maxLength: classCount };
    const ofSets = <Value>(value: fc.Arbitrary<Value>) =>
      fc.record({ training: value, validation: value, test: value });
    const outcome = fc.option(
      fc.oneof(
        anyEvaluation(classCount),
        fc.record({ kind: fc.constant('engine-crashed' as const), detail: fc.string() }),
      ),
    );
    return fc
      .record({
        head: anyHead(embeddingSize, classCount, hidden),
        validationHead: anyHead(embeddingSize, classCount, hidden),
        tunedLayers: fc.option(anyTunedLayers(embeddingSize)),
        headEpochCount: fc.option(fc.integer({ min: 1, max: 1000 })),
        temperature: fc.double({ min: 0.05, max: 20, noNaN: true }),
        noneThreshold: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
        classIds: fc.uniqueArray(id, perClass),
        classNamesAtTraining: fc.array(className, perClass),
        baseModel: fc.record({
          id: fc.string(),
          name: anyName,
          inputSize: fc.integer({ min: 1, max: 1000 }),
          embeddingSize: fc.constant(embeddingSize),
          inputRange: fc.tuple(plainFloat, plainFloat),
          sha256: hash,
          parameterCount: fc.nat(),
          exportable: fc.boolean(),
          source: anyName,
          licence: anyName,
        }),
        backend: fc.constantFrom('webgpu' as const, 'wasm' as const),
        settings,
        split: fc.record({
          training: sampleIds,
          validation: sampleIds,
          test: sampleIds,
          leftOut: sampleIds,
        }),
        splitNotes: fc.array(
          fc.oneof(
            fc.record({
              kind: fc.constant('class-not-validated' as const),
              classId: id,
              trainingCount: fc.nat(),
            }),
            fc.record({ kind: fc.constant('near-test-left-out' as const), imageCount: fc.nat() }),
            fc.constant({ kind: 'validation-empty' as const }),
          ),
          { maxLength: 3 },
        ),
        setCounts: fc.array(ofSets(fc.nat()), perClass),
        history: fc.array(
          fc.record({
            epoch: fc.integer({ min: 1, max: 1000 }),
            loss: figure,
            accuracy: fc.double({ min: 0, max: 1, noNaN: true }),
            validationLoss: fc.option(figure),
            validationAccuracy: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
            durationMs: figure,
          }),
          { maxLength: 5 },
        ),
        bestEpoch: fc.integer({ min: 1, max: 1000 }),
        refitDone: fc.boolean(),
        ending: fc.constantFrom('finished' as const, 'stopped' as const),
        durationMs: figure,
        embedTimings: fc.record({
          imagesEmbedded: fc.nat(),
          decodeMs: figure,
          embedMs: figure,
          totalMs: figure,
        }),
        evaluation: fc.record({ validation: outcome, test: outcome }),
      })
      .chain((model) => {
        const columns = (ids: readonly string[]) =>
          fc.array(fc.nat(classCount - 1), { minLength: ids.length, maxLength: ids.length });
        return fc
          .record({
            training: columns(model.split.training),
            validation: columns(model.split.validation),
            test: columns(model.split.test),
          })
          .map((sampleClassIndexes) => ({ ...model, sampleClassIndexes }));
      });
  });

const anyRemark: fc.Arbitrary<ImageRemark> = fc.oneof(
  fc.record({ kind: fc.constantFrom('animated' as const, 'first-page' as const) }),
  fc.record({
    kind: fc.constant('cut-off' as const),
    readFraction: fc.option(fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0)),
  }),
);

/** A project as the studio may have it, under whatever names. */
export const anyProject: fc.Arbitrary<Project> = fc
  .uniqueArray(anyClass, { minLength: 1, maxLength: 4, selector: ({ id }) => id })
  .chain((classes) =>
    fc.record({
      name: className,
      createdAt: fc.constant('2026-01-02T03:04:05.000Z'),
      classes: fc.constant(classes),
      samples: fc.uniqueArray(anySample(classes.map(({ id }) => id)), {
        maxLength: 8,
        selector: ({ id }) => id,
      }),
      inputSize: fc.constantFrom(...inputSizes),
      settings,
      model: fc.option(anyModel),
      cardFields: fc.record({
        maker: fc.string(),
        intendedUse: fc.string(),
        outOfScope: fc.string(),
        imageOrigin: fc.string(),
        imageLicence: fc.string({ maxLength: 2000 }),
      }),
      remarks: fc.array(fc.record({ sampleId: id, remark: anyRemark }), { maxLength: 4 }),
      dismissedFindings: fc.array(
        fc.tuple(fc.constantFrom('dark', 'alike', 'few-images'), id).map((mark) => mark.join(' ')),
        {
          maxLength: 4,
        },
      ),
      runs: fc
        .uniqueArray(
          fc.record({
            number: fc.integer({ min: 1, max: 1000 }),
            name: className,
            createdAt: fc.constant('2026-01-02T03:04:05.000Z'),
            model: anyModel,
          }),
          { maxLength: 2, selector: ({ number }) => number },
        )
        .map((runs) => runs.toSorted((a, b) => a.number - b.number)),
    }),
  );

export const anyEmbeddings: fc.Arbitrary<ProjectEmbeddings> = fc
  .integer({ min: 1, max: 5 })
  .chain((embeddingSize) => {
    const packed: fc.Arbitrary<PackedEmbedding> = fc.record({
      scale: figure,
      halves: fc
        .array(fc.oneof(fc.nat(0x3c00), fc.integer({ min: 0x8000, max: 0xbc00 })), {
          minLength: embeddingSize,
          maxLength: embeddingSize,
        })
        .map((bits) => Uint16Array.from(bits) as Uint16Array<ArrayBuffer>),
    });
    const share = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0);
    const pixels = fc.record({
      highlight: share,
      contrast: share,
      sharpness: figure,
      colour: fc.tuple(share, share, share),
      miniature: fc
        .uint8Array({ minLength: 1024, maxLength: 1024 })
        .map((bytes) => new Uint8Array(bytes) as Uint8Array<ArrayBuffer>),
    });
    return fc.record({
      baseKey: fc.string(),
      embeddingSize: fc.constant(embeddingSize),
      images: fc.array(
        fc.record({ imageHash: hash, packed, pixels, thumbnailBytes: fc.integer({ min: 1, max: 100 }) }),
        {
          maxLength: 5,
        },
      ),
    });
  });
