/** What core needs to know of the channels that browsers, workers and Node have. */
interface Port {
  onmessage: (() => void) | null;
  postMessage(message: null): void;
  close(): void;
}
declare const MessageChannel: new () => { readonly port1: Port; readonly port2: Port };

/** Lets the page draw and answer before work goes on. Not by a timer: those of a page in the background come once a second. */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** So long a page may be kept from answering, in milliseconds: about one frame. */
const stretchMs = 15;

/**
 * For long work in small steps that never waits for anything outside.
 * @param now milliseconds on a clock that never goes back
 * @returns called between steps, pauses where the last pause is long enough ago
 */
export function createPauses(now: () => number): () => Promise<void> {
  let lastMs = now();
  return async () => {
    if (now() - lastMs < stretchMs) return;
    await pause();
    lastMs = now();
  };
}
