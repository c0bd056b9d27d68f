import type { Page } from 'playwright-core';

/** How long the video of `recordVideo` is, about; its picture goes from black to white in that time. */
export const recordedSeconds = 2;

/**
 * Records a canvas in the page: a WebM whose length is not written into it, as browsers record. Its brightness tells the
 * time: black at the start, white at the end.
 * @returns its bytes as base64
 */
export function recordVideo(page: Page): Promise<string> {
  return page.evaluate(async (seconds) => {
    const canvas = document.createElement('canvas');
    canvas.width = 320;
    canvas.height = 240;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    const parts: Blob[] = [];
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm;codecs=vp8' });
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
    const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
    let startMs: number | null = null;
    recorder.start();
    for (let passedMs = 0; passedMs < 1000 * seconds; ) {
      startMs ??= performance.now();
      passedMs = performance.now() - startMs;
      const level = Math.min(255, Math.round((255 * passedMs) / (1000 * seconds)));
      context.fillStyle = `rgb(${level} ${level} ${level})`;
      context.fillRect(0, 0, 320, 240);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    recorder.stop();
    await stopped;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  }, recordedSeconds);
}
