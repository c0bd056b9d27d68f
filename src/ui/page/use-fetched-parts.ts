import { useEffect } from 'react';
import { isEngineSettled } from '../../studio/wait-until.ts';
import { listPartFetches } from '../components/create-lazy-part.tsx';
import { useMessages } from '../messages-context.ts';
import { useStudio, useStudioState } from '../studio-context.tsx';

/** Safari has no idle callbacks. */
const pauseMs = 100;

/** Fetches all code that is loaded when it is needed as soon as there is work that a lost connection must not stop. */
export function useFetchedParts(): void {
  const messages = useMessages();
  const studio = useStudio();
  const begun = useStudioState((state) => state.classes.length > 0);
  const settled = useStudioState(isEngineSettled);
  const wanted = begun && settled;

  useEffect(() => {
    if (!wanted) return;
    let left = false;
    // One by one, where the page has time: all at once they keep it from answering for a second.
    void (async () => {
      for (const fetchPart of [...listPartFetches(messages), ...studio.partFetches]) {
        await pause();
        if (left) return;
        await fetchPart();
      }
    })();
    return () => {
      left = true;
    };
  }, [wanted, messages, studio]);
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 2000 });
    else setTimeout(resolve, pauseMs);
  });
}
