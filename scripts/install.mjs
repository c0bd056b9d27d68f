import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from './project.mjs';

const smallestNode = [20, 19];
const clientsFolder = path.join(projectFolder, 'tests/clients');

/** Installs the packages of the lockfile, unless exactly they are there already. Ends the process when it cannot. */
export function installPackages() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < smallestNode[0] || (major === smallestNode[0] && minor < smallestNode[1])) {
    stop(`Graft needs Node ${smallestNode.join('.')} or newer; this is Node ${process.versions.node}.`);
  }
  installLocked(projectFolder, 'packages');
}

/**
 * Installs the programs in which people open exported models, each with a lockfile of its own, because some want old
 * versions of what the app uses; only tests need them. Ends the process when it cannot.
 */
export function installTestClients() {
  for (const client of readdirSync(clientsFolder).sort()) {
    if (existsSync(path.join(clientsFolder, client, 'package-lock.json'))) installTestClient(client);
  }
}

/** Installs one of them. Ends the process when it cannot. */
export function installTestClient(client) {
  // Some would fetch more from elsewhere when they are installed.
  installLocked(path.join(clientsFolder, client), `the test client ${client}`, ['--ignore-scripts']);
}

/** @param {string} what is said to be installed */
function installLocked(folder, what, options = []) {
  const stampFile = path.join(folder, 'node_modules/.installed-from');
  const lockfile = readFileSync(path.join(folder, 'package-lock.json'));
  const wanted = createHash('sha256').update(lockfile).digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  console.log(`Installing ${what} ...`);
  if (run('npm', ['ci', '--no-audit', '--no-fund', ...options], { cwd: folder }) !== 0) {
    stop(`Installing ${what} failed. Check the network connection and try again.`);
  }
  writeFileSync(stampFile, wanted);
}

/** Runs a command of the project in its folder, showing what it prints. @returns {number} its exit code */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: projectFolder,
    stdio: 'inherit',
    // npm is a script on Windows, which only a shell can start.
    shell: process.platform === 'win32',
    ...options,
  });
  if (error) console.error(`${command} could not be started: ${error.message}`);
  return status ?? 1;
}

/** Ends the process with a sentence. */
export function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
