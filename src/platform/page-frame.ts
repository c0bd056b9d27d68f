import type { PageFrame, PageParts } from '../core/export/page-frame.ts';
import { answerParent } from './answer-parent.ts';

/** A page with nothing in it has called back long before. */
const patienceMs = 4000;

/** What the script in the frame answers. */
type FrameAnswer<Result> = { readonly result: Result } | { readonly problem: string };

/**
 * Runs pages in a frame that shares nothing with this page: its sandbox gives it an origin of its own. What asks the page lies in the frame
 * behind the page's own text, so that no exported file needs a door for it.
 */
export function createPageFrame(): PageFrame {
  let frame: HTMLIFrameElement | null = null;
  let port: MessagePort | null = null;
  let abandon: (error: Error) => void = () => {};

  const close = () => {
    frame?.remove();
    port?.close();
    [frame, port] = [null, null];
    abandon(new Error('it was ended'));
  };

  const ask = <Result>(question: unknown): Promise<Result> =>
    new Promise((resolve, reject) => {
      abandon = reject;
      if (port === null) return reject(new Error('no page is open'));
      port.onmessage = ({ data }: MessageEvent<FrameAnswer<Result>>) =>
        'problem' in data ? reject(new Error(data.problem)) : resolve(data.result);
      port.postMessage(question);
    });

  const show = async (page: PageParts): Promise<void> => {
    close();
    const script = `<script type="module">(${answerParent})();</script>`;
    const url = URL.createObjectURL(new Blob([...page, script], { type: 'text/html' }));
    const shown = document.createElement('iframe');
    shown.sandbox.add('allow-scripts');
    shown.hidden = true;
    shown.src = url;
    const channel = new MessageChannel();
    [frame, port] = [shown, channel.port1];
    try {
      await new Promise<void>((resolve, reject) => {
        abandon = reject;
        channel.port1.onmessage = () => resolve();
        // Its origin has no name, so that no other can be asked for.
        shown.onload = () => shown.contentWindow?.postMessage('graft-check', '*', [channel.port2]);
        document.body.append(shown);
      });
    } finally {
      URL.revokeObjectURL(url);
    }
  };

  return {
    async canRun() {
      const patience = setTimeout(close, patienceMs);
      try {
        await show(['<!doctype html><meta charset="utf-8">']);
        return true;
      } catch {
        return false;
      } finally {
        clearTimeout(patience);
        close();
      }
    },
    async open(page) {
      await show(page);
      return ask('labels');
    },
    async classify(pixels) {
      return Float32Array.from(await ask<readonly number[]>(pixels));
    },
    close,
  };
}
