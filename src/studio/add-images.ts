import type { NamedBlob } from '../platform/named-blob.ts';
import { createSample } from './create-sample.ts';
import type { WaitingSamplesEmbedder } from './embed-waiting-samples.ts';
import type { StudioContext } from './studio-context.ts';

/** Adds single images to a class. They are samples at once and are embedded in the background. */
export function createImageAdder(context: StudioContext, embedder: WaitingSamplesEmbedder) {
  const { ports, store } = context;
  return async function addImages(classId: string, images: readonly NamedBlob[]): Promise<void> {
    if (images.length === 0) return;
    if (!store.getState().classes.some(({ id }) => id === classId)) {
      return context.announce(ports.messages.announcements.classGone(images.length));
    }
    const samples = images.map((image) => createSample(ports.createId(), classId, image, null));
    store.setState((state) => ({ samples: [...state.samples, ...samples] }));
    await embedder.embedWaitingSamples();
  };
}
