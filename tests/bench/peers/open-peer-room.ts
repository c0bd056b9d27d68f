import { copyFile, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectFolder } from '../../../scripts/project.mjs';
import { serveBuild } from '../../../scripts/serve.mjs';
import { buildPage } from '../open-bench-page.ts';

/** The libraries as they are published; TF.js is the version that the studio uses. */
const libraries = [
  'node_modules/@tensorflow/tfjs/dist/tf.min.js',
  'node_modules/@tensorflow/tfjs-backend-webgpu/dist/tf-backend-webgpu.min.js',
  'node_modules/@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js',
  'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm',
  'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
  'tests/clients/teachable-machine/node_modules/@teachablemachine/image/dist/teachablemachine-image.min.js',
];
/** The base model as it was published, unfolded. */
const baseFolder = 'node_modules/mobilenet-v1-imagenet/mobilenet';

/** Where the page of the peers is served. */
export interface PeerRoom {
  readonly url: string;
  close(): Promise<void>;
}

/** Builds and serves the page of the peers as a plain static host would, like the studio: without headers for threads. */
export async function openPeerRoom(): Promise<PeerRoom> {
  const folder = await mkdtemp(path.join(tmpdir(), 'graft-peers-'));
  await buildPage('tests/bench/peers/peers.html', folder, false);
  for (const library of libraries) {
    await copyFile(path.join(projectFolder, library), path.join(folder, path.basename(library)));
  }
  await mkdir(path.join(folder, 'base'));
  await cp(path.join(projectFolder, baseFolder), path.join(folder, 'base'), { recursive: true });
  const server = await serveBuild({ folder });
  return {
    url: `${server.url}peers.html`,
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
