import { installPackages, run, stop } from './install.mjs';

/** Installs packages, and makes the base model and the sample images, where they are missing or out of date. */
export async function installAndPrepare() {
  installPackages();
  // It imports packages, so it can be loaded only now.
  const { prepare } = await import('./prepare/prepare.mjs');
  await prepare();
}

/** All that a command which needs the built app does first. Ends the process when it cannot. */
export async function getReady() {
  await installAndPrepare();
  if (run('npm', ['run', 'build', '--silent']) !== 0) {
    stop('The app could not be built; see the messages above.');
  }
}
