import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import packageJson from './package.json' with { type: 'json' };

export default defineConfig({
  // Relative addresses: the built page works from any folder of any host.
  base: './',
  plugins: [react()],
  define: { __GRAFT_VERSION__: JSON.stringify(packageJson.version) },
  worker: { format: 'es' },
  // One style sheet: a lazy part's own, once it could not be fetched, is not asked for again (Vite's preload skips it).
  build: { target: 'es2022', manifest: true, cssCodeSplit: false, chunkSizeWarningLimit: 2000 },
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    environment: 'node',
    globalSetup: 'tests/support/prepare-once.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores: more workers would only make real base models wait for each other.
    maxWorkers: 2,
  },
});
