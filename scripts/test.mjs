/**
 * `npm test`: installs what is missing, prepares, builds, finds or installs a browser, and runs every test.
 * `npm test -- tests/core` runs a part. Ends with a line `N passed, N failed`.
 *
 * A test that fails is tried once more, because real browsers on a busy machine miss a beat; one that passes only then is
 * named at the end with its first error, and is a fault to be found all the same.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getReady } from './get-ready.mjs';
import { installTestClients, run, stop } from './install.mjs';

await getReady();
installTestClients();
await findOrInstallBrowser();

const reportFolder = mkdtempSync(path.join(tmpdir(), 'graft-test-'));
const reportFile = path.join(reportFolder, 'report.json');
const exitCode = run('npx', [
  'vitest',
  'run',
  '--retry=1',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${reportFile}`,
  ...process.argv.slice(2),
]);
const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : null;
rmSync(reportFolder, { recursive: true, force: true });
if (report === null) stop('The test runner ended without a report.');

const outcomes = [];
for (const { status, fullName, failureMessages, meta } of report.testResults.flatMap(
  (file) => file.assertionResults,
)) {
  if (failureMessages.length === 0) continue;
  const outcome = `${fullName}: ${status === 'passed' ? 'passed only at the second attempt' : status}`;
  outcomes.push(outcome);
  console.log([`\n${outcome}`, ...new Set([...failureMessages, ...(meta?.shown ?? [])])].join('\n'));
}
// Once more by name alone: what their pages showed is long.
if (outcomes.length > 0) console.log(['', ...outcomes].join('\n'));
const skipped = report.numPendingTests + report.numTodoTests;
if (skipped > 0) console.log(`${skipped} skipped (each says why above)`);
// A file that cannot even be loaded has no tests to count: it is one failure.
const brokenFiles = report.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
);
const failed = report.numFailedTests + brokenFiles.length;
console.log(`${report.numPassedTests} passed, ${failed} failed`);
process.exit(exitCode === 0 && failed > 0 ? 1 : exitCode);

async function findOrInstallBrowser() {
  const { findBrowser } = await import('./find-browser.mjs');
  if (findBrowser() !== null) return;
  const mayUseApt =
    process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (mayUseApt) {
    console.log('Installing Chromium ...');
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', 'chromium'], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  } else {
    run('npx', ['playwright-core', 'install', 'chromium']);
  }
  if (findBrowser() === null) {
    stop(
      'No Chromium, Chrome or Edge was found and none could be installed. Install one, or name it in CHROMIUM.',
    );
  }
}
