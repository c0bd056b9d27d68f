/** `npm run check`: types, lint and format, import rules, dead code, build, bundle budget. Runs all, then says which failed. */
import { installAndPrepare } from './get-ready.mjs';
import { run } from './install.mjs';

await installAndPrepare();

const compiler = 'node_modules/typescript-native/bin/tsc';
const checks = [
  ['types', 'node', [compiler, '-p', '.']],
  ['types of core without the DOM', 'node', [compiler, '-p', 'src/core']],
  ['types of the service worker', 'node', [compiler, '-p', 'src/service-worker']],
  ['lint and format', 'npx', ['biome', 'ci', '--error-on-warnings', '.']],
  ['import rules', 'npx', ['depcruise', 'src', '--config', '.dependency-cruiser.mjs']],
  ['dead code', 'npx', ['knip']],
  ['build', 'npm', ['run', 'build', '--silent']],
  ['bundle budget', 'node', ['scripts/check-bundle.mjs']],
];
const failed = checks.filter(([name, command, args]) => {
  console.log(`\n== ${name}`);
  return run(command, args) !== 0;
});
console.log(
  failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.map(([name]) => name).join(', ')}`,
);
process.exit(failed.length === 0 ? 0 : 1);
