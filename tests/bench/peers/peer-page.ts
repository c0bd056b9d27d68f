import type * as TensorFlow from '@tensorflow/tfjs';
import type { Peer, PeerName, PeerSamples, PeerSettings, PeerTimes } from './peer.ts';
import { createTeachableMachine } from './teachable-machine.ts';
import { createTutorialRecipe } from './tutorial-recipe.ts';

declare const tf: typeof TensorFlow;

const creators = { 'teachable-machine': createTeachableMachine, tutorial: createTutorialRecipe };
const input = document.getElementById('images') as HTMLInputElement;
const whenChosen = new Promise<{ readonly files: readonly File[]; readonly startMs: number }>((resolve) => {
  input.addEventListener('change', () =>
    resolve({ files: [...(input.files ?? [])], startMs: performance.now() }),
  );
});
let peer: Peer | null = null;

/** What the bench calls in the page of the peers. */
const peers = {
  /** Brings a peer up, its weights on the backend and one pass behind it. */
  async setUp(name: PeerName, backend: string): Promise<void> {
    if (!(await tf.setBackend(backend))) throw new Error(`${backend} does not start`);
    peer = await creators[name](new URL('base/model.json', document.baseURI).href);
  },
  /** Trains on the folder that is chosen; the time counts from then. */
  async train(settings: PeerSettings): Promise<PeerTimes> {
    const { files, startMs } = await whenChosen;
    if (peer === null) throw new Error('set up first');
    return peer.train(readSamples(files), settings, startMs);
  },
};

/** Reads sets and classes from paths like `folder/train/class/file`. */
function readSamples(files: readonly File[]): PeerSamples {
  const paths = files.map(({ webkitRelativePath }) => webkitRelativePath.split('/'));
  const classNames = [...new Set(paths.map(([, , className = '']) => className))].sort();
  const samples = files.map((file, index) => {
    const [, set, className = ''] = paths[index] ?? [];
    return { file, classIndex: classNames.indexOf(className), isValidation: set === 'validation' };
  });
  return { classNames, samples };
}

declare global {
  interface Window {
    peers: typeof peers;
  }
}
window.peers = peers;
