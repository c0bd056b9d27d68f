import { readImportPath } from '../core/dataset/read-import-path.ts';
import type { NamedBlob } from '../platform/named-blob.ts';
import { createSample } from './create-sample.ts';
import type { WaitingSamplesEmbedder } from './embed-waiting-samples.ts';
import type { StudioContext } from './studio-context.ts';

/** Adds single images to a class. They are samples at once and are embedded in the background. */
export function createImageAdder(context: StudioContext, embedder: WaitingSamplesEmbedder) {
  const { ports, store } = context;
  return async function addImages(classId: string, files: readonly NamedBlob[]): Promise<void> {
    const images = files.filter((file) => !isTraceInFolder(file));
    if (images.length === 0) return;
    if (!store.getState().classes.some(({ id }) => id === classId)) {
      return context.announce(ports.messages.announcements.classGone(images.length));
    }
    const samples = images.map((image) => createSample(ports.createId(), classId, image, null));
    store.setState((state) => ({ samples: [...state.samples, ...samples] }));
    await embedder.embedWaitingSamples();
  };
}

/** What systems leave in folders comes along with them; a file that was chosen by itself is never passed over. */
function isTraceInFolder({ path }: NamedBlob): boolean {
  return path.includes('/') && readImportPath(path, 0) === 'ignored';
}
