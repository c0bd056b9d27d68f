import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import type { Plugin, Rolldown } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import packageJson from './package.json' with { type: 'json' };
import { bundledScripts } from './scripts/bundled-scripts.mjs';
import { compiledKernels } from './scripts/compiled-kernels.mjs';
import { earlyWorker } from './scripts/early-worker.mjs';

/** What is larger is needed by few people; it works offline from its first use on. */
const largestFileForAllBytes = 1_500_000;

/** Builds src/service-worker with the list of what it keeps for working offline, and the web app manifest. */
const installable = VitePWA({
  strategies: 'injectManifest',
  srcDir: 'src/service-worker',
  filename: 'service-worker.ts',
  // The page registers it itself, once it can be used.
  injectRegister: false,
  injectManifest: {
    rollupFormat: 'iife',
    globPatterns: [
      'index.html',
      'icon.svg',
      'assets/*',
      'models/*/{model,imagenet-classes}.json',
      'samples/*.{zip,json}',
    ],
    // Never run, see src/engine/worker/prepare-wasm.ts; for those alone who bring HEIC files or TIFFs of measured heights (LERC,
    // Zstandard), or check ONNX or TFLite files; and what makeFolder writes for the next build.
    globIgnores: [
      'assets/*-threaded-*',
      'assets/libheif-*',
      'assets/{lerc,zstd}-*',
      'assets/start-{onnx-runtime,litert}-*',
      '**/prepared.json',
    ],
    // Assets carry a hash of their content in their names.
    dontCacheBustURLsMatching: /^assets\//,
    maximumFileSizeToCacheInBytes: 64_000_000,
    manifestTransforms: [
      async (files) => ({ manifest: files.filter(({ size }) => size <= largestFileForAllBytes) }),
    ],
  },
  includeManifestIcons: false,
  manifestFilename: 'graft.webmanifest',
  manifest: {
    name: 'Graft: train your own image classifier',
    short_name: 'Graft',
    description:
      'Bring images, train in seconds, try it and download it. Everything stays on your device, and works offline.',
    lang: 'en',
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#f3f6f3',
    theme_color: '#f3f6f3',
    categories: ['education'],
    icons: [
      { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: 'icons/plain-192.png', sizes: '192x192', type: 'image/png' },
      { src: 'icons/plain-512.png', sizes: '512x512', type: 'image/png' },
      { src: 'icons/on-ground-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  },
});

/** Puts the licence (LGPL) of the HEIC decoder beside it. */
const decoderLicence: Plugin = {
  name: 'decoder-licence',
  generateBundle() {
    const source = readFileSync(new URL('node_modules/libheif-js/libheif-wasm/LICENSE', import.meta.url));
    this.emitFile({ type: 'asset', fileName: 'assets/libheif-LICENSE.txt', source });
  },
};

/** What is needed at once comes in one file: each more costs a weak machine some 10 ms in the service worker. */
const startTogether: Rolldown.CodeSplittingGroup = { name: 'start', tags: ['$initial'], priority: 1 };
/** What lazy parts share comes in few files. */
const shareInFew: Rolldown.CodeSplittingGroup = {
  name: 'shared',
  minShareCount: 2,
  entriesAware: true,
  entriesAwareMergeThreshold: 20_000,
};

export default defineConfig({
  // Relative addresses: the built page works from any folder of any host.
  base: './',
  plugins: [react(), bundledScripts(), compiledKernels(), earlyWorker(), installable, decoderLicence],
  define: { __GRAFT_VERSION__: JSON.stringify(packageJson.version) },
  worker: {
    format: 'es',
    plugins: () => [bundledScripts(), compiledKernels()],
    rolldownOptions: { output: { codeSplitting: { groups: [startTogether] } } },
  },
  // One style sheet: a lazy part's own, once it could not be fetched, is not asked for again (Vite's preload skips it).
  build: {
    target: 'es2022',
    manifest: true,
    cssCodeSplit: false,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [startTogether, shareInFew] },
        // Without the list of all who share it.
        chunkFileNames: ({ name }) => `assets/${name.split('~')[0]}-[hash].js`,
      },
    },
  },
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    environment: 'node',
    globalSetup: 'tests/support/prepare-once.ts',
    setupFiles: 'tests/support/tell-what-was-shown.ts',
    // A guard against what hangs. A journey through the sample images takes a minute where two browsers share two slow processors.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // How long a page may take to show what a person would wait for: vitest's own second is too short where two slow
    // processors run two browsers.
    expect: { poll: { timeout: 20_000 } },
    // Two cores: more workers would only make real base models wait for each other.
    maxWorkers: 2,
  },
});
