/** The import rules of the house: see "Rooms" in src/README.md. */

const stages = [
  'images',
  'dataset',
  'embedding',
  'training',
  'evaluation',
  'prediction',
  'experiments',
  'export',
  'project',
];

/** A stage of the road may import earlier stages and core/shared, nothing later. */
const stageRules = stages.map((stage, index) => ({
  name: `core-${stage}-looks-back-only`,
  severity: 'error',
  comment:
    'The road runs one way: images -> dataset -> embedding -> training -> evaluation -> prediction -> experiments -> export -> project.',
  from: { path: `^src/core/${stage}/` },
  to: { path: '^src/', pathNot: `^src/core/(shared|${stages.slice(0, index + 1).join('|')})/` },
}));

const tensorflow = 'node_modules/@tensorflow';

/** What goes into exports as texts: whole scripts, and what stands beside them. */
const exportedTexts =
  '(offline-page/offline-page\\.ts|scratch-extension/scratch-extension\\.ts|web-component/(web-component\\.ts|example\\.html|README\\.md))';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: { path: '^src' }, to: { circular: true } },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      // Vite's own query suffixes, and the version that Vite defines, are resolved by Vite.
      to: { couldNotResolve: true, pathNot: '\\?(url|inline|bundled|kernels|raw)$' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src', pathNot: '(^src/main\\.tsx|\\.d\\.ts|\\.as\\.ts)$' },
      to: {},
    },
    ...stageRules,
    {
      name: 'core-shared-stands-alone',
      severity: 'error',
      from: { path: '^src/core/shared/' },
      to: { path: '^(src/|node_modules/)', pathNot: '^src/core/shared/' },
    },
    {
      name: 'core-packages',
      severity: 'error',
      comment:
        'Core is numbers: TF.js core and layers, and in core/export and core/project the container libraries.',
      from: { path: '^src/core/', pathNot: '^src/core/(export|project)/' },
      to: { path: 'node_modules/', pathNot: `${tensorflow}/tfjs-(core|layers)/` },
    },
    {
      name: 'core-export-packages',
      severity: 'error',
      from: { path: '^src/core/(export|project)/' },
      to: {
        path: 'node_modules/',
        pathNot: `(${tensorflow}/tfjs-(core|layers)|node_modules/(fflate|flatbuffers|h5wasm|protobufjs|qr))/`,
      },
    },
    {
      name: 'engine-room',
      severity: 'error',
      comment:
        'The pixels that the model sees are made by the code that leaves with an export. Whole scripts are imported as texts (?bundled, ?raw).',
      from: { path: '^src/engine/' },
      to: {
        path: '^src/',
        pathNot: `^src/(core|engine|runtime/preprocessing)/|^src/runtime/${exportedTexts}$`,
      },
    },
    {
      name: 'runtime-room',
      severity: 'error',
      from: { path: '^src/runtime/' },
      to: { path: '^src/', pathNot: '^src/(core|runtime|messages)/|^src/platform/camera\\.ts$' },
    },
    {
      name: 'runtime-packages',
      severity: 'error',
      from: { path: '^src/runtime/' },
      to: {
        path: 'node_modules/',
        pathNot: `${tensorflow}/tfjs-(core|backend-wasm)/|node_modules/image-dimensions/`,
      },
    },
    {
      name: 'engine-without-react',
      severity: 'error',
      from: { path: '^src/engine/' },
      to: { path: 'node_modules/(react|react-dom|@mantine|@visx|zustand)/' },
    },
    {
      name: 'platform-room',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/', pathNot: '^src/(core|platform)/' },
    },
    {
      name: 'service-worker-room',
      severity: 'error',
      from: { path: '^src/service-worker/' },
      to: {
        path: '^src/',
        pathNot: '^src/core/shared/|^src/engine/worker/base-models/kept-weights\\.ts$',
      },
    },
    {
      name: 'service-worker-is-not-imported',
      severity: 'error',
      from: {},
      to: { path: '^src/service-worker/' },
    },
    {
      name: 'studio-room',
      severity: 'error',
      from: { path: '^src/studio/' },
      to: {
        path: '^src/',
        pathNot: '^src/(core|messages|studio)/|^src/engine/engine-api\\.ts$|^src/platform/',
      },
    },
    {
      name: 'studio-knows-only-types-of-engine-and-platform',
      severity: 'error',
      from: { path: '^src/studio/' },
      to: { path: '^src/(engine|platform)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'studio-packages',
      severity: 'error',
      from: { path: '^src/studio/' },
      to: { path: 'node_modules/', pathNot: 'node_modules/zustand/' },
    },
    {
      name: 'studio-never-reaches-tensorflow',
      severity: 'error',
      from: { path: '^src/(studio|ui|platform)/' },
      to: { path: tensorflow, reachable: true },
    },
    {
      name: 'ui-room',
      severity: 'error',
      from: { path: '^src/ui/' },
      to: { path: '^src/', pathNot: '^src/(ui|studio|messages|core)/' },
    },
    {
      name: 'ui-never-reaches-the-engine',
      severity: 'error',
      from: { path: '^src/ui/' },
      to: { path: `(^src/(engine|platform)/|${tensorflow})` },
    },
    {
      name: 'features-do-not-import-each-other',
      severity: 'error',
      from: { path: '^src/ui/features/([^/]+)/' },
      to: { path: '^src/ui/features/', pathNot: '^src/ui/features/$1/' },
    },
    {
      name: 'messages-import-nothing',
      severity: 'error',
      from: { path: '^src/messages/' },
      to: { path: '.', pathNot: '^src/messages/' },
    },
    { name: 'main-is-not-imported', severity: 'error', from: {}, to: { path: '^src/main\\.tsx$' } },
    {
      name: 'src-stands-without-tests-and-scripts',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(tests|scripts)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
