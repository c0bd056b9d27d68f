import type { StoreApi } from 'zustand/vanilla';
import type { StudioState } from './studio-state.ts';

/** Resolves as soon as the state is so; at once when it is so already. It may have changed again by then. */
export function waitUntil<State>(
  store: Pick<StoreApi<State>, 'getState' | 'subscribe'>,
  isSo: (state: State) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    if (isSo(store.getState())) return resolve();
    const unsubscribe = store.subscribe((state) => {
      if (!isSo(state)) return;
      unsubscribe();
      resolve();
    });
  });
}

/** Whether the engine is neither starting nor restarting. */
export function isEngineSettled({ engine }: StudioState): boolean {
  return engine.phase === 'ready' || engine.phase === 'failed';
}
