import type { Answer } from '../../../core/shared/answer.ts';
import type { ProgramFailure } from '../../engine-ports.ts';
import { concatenate } from '../base-models/fetch-model-file.ts';

/** How often is told how far it is, how long nothing may come, and the most that is taken. */
const limits = { tellMs: 200, silenceMs: 30_000, sizeBytes: 64_000_000 };

/**
 * Fetches the WebAssembly of a program.
 * @param onLoaded told how many bytes have come, now and then, also while nothing comes; `stop` gives up
 */
export async function fetchProgram(
  url: string,
  onLoaded: (loadedBytes: number) => Promise<Answer>,
  { tellMs, silenceMs, sizeBytes } = limits,
): Promise<ArrayBuffer | ProgramFailure> {
  const giveUp = new AbortController();
  const chunks: Uint8Array[] = [];
  let loadedBytes = 0;
  let lastMs = performance.now();
  let brokenOff = false;
  let telling = false;
  const clock = setInterval(async () => {
    if (performance.now() - lastMs > silenceMs) {
      giveUp.abort(new Error(`nothing came for ${silenceMs / 1000} seconds`));
    }
    if (telling) return;
    telling = true;
    brokenOff ||= (await onLoaded(loadedBytes)) === 'stop';
    telling = false;
    if (brokenOff) giveUp.abort();
  }, tellMs);
  try {
    const response = await fetch(url, { signal: giveUp.signal });
    if (!response.ok || response.headers.get('content-type')?.startsWith('text/html')) {
      giveUp.abort();
      return unreachable(`the server answered ${response.ok ? 'with a web page' : response.status}`);
    }
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
      chunks.push(part.value);
      loadedBytes += part.value.length;
      lastMs = performance.now();
      if (loadedBytes > sizeBytes) throw new Error(`more than ${sizeBytes} bytes came`);
    }
    return brokenOff ? { reason: 'broken-off' } : concatenate(chunks, loadedBytes);
  } catch (error) {
    giveUp.abort();
    if (brokenOff) return { reason: 'broken-off' };
    return unreachable(error instanceof Error ? error.message : String(error));
  } finally {
    clearInterval(clock);
  }
}

function unreachable(detail: string): ProgramFailure {
  return { reason: 'client-unreachable', detail };
}
