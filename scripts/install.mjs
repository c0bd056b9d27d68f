import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from './project.mjs';

const stampFile = path.join(projectFolder, 'node_modules/.installed-from');
const smallestNode = [20, 19];

/** Installs the packages of the lockfile, unless exactly they are there already. Ends the process when it cannot. */
export function installPackages() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < smallestNode[0] || (major === smallestNode[0] && minor < smallestNode[1])) {
    stop(`Graft needs Node ${smallestNode.join('.')} or newer; this is Node ${process.versions.node}.`);
  }
  const lockfile = readFileSync(path.join(projectFolder, 'package-lock.json'));
  const wanted = createHash('sha256').update(lockfile).digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  console.log('Installing packages ...');
  if (run('npm', ['ci', '--no-audit', '--no-fund']) !== 0) {
    stop('The packages could not be installed. Check the network connection and try again.');
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
