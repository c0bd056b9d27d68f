import type { StoreApi } from 'zustand/vanilla';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import type { EngineClient } from '../engine/engine-api.ts';
import type { EngineState, StudioState } from './studio-state.ts';
import { isEngineSettled, waitUntil } from './wait-until.ts';

/** What runs: the backend and the base model. */
export type ReadyEngine = Extract<EngineState, { readonly phase: 'ready' }>;

/** The way of every use case to the engine. */
export interface EngineAccess {
  /**
   * Waits until the engine is ready, then makes one call. A dead worker becomes a failure like any other.
   * @param call begins in the same task in which the engine was found ready
   * @param interrupt asks the call to end soon, because backend or base model are about to change
   */
  ask<Answer>(
    call: (client: EngineClient, ready: ReadyEngine) => Promise<Answer>,
    interrupt?: () => void,
  ): Promise<Answer | Failure>;
  /** Interrupts what is under way and waits for its end. Nothing new begins while the engine is not `ready`. */
  quiet(): Promise<void>;
}

export function createEngineAccess(client: EngineClient, store: StoreApi<StudioState>): EngineAccess {
  const calls = new Map<Promise<unknown>, () => void>();
  return {
    async ask(call, interrupt = () => {}) {
      let state = store.getState().engine;
      while (state.phase !== 'ready') {
        if (state.phase === 'failed') return state.failure;
        await waitUntil(store, isEngineSettled);
        state = store.getState().engine;
      }
      const ready = state;
      const answer = answerOrFailure(() => call(client, ready));
      calls.set(answer, interrupt);
      try {
        return await answer;
      } finally {
        calls.delete(answer);
      }
    },
    async quiet() {
      for (const interrupt of calls.values()) interrupt();
      await Promise.all(calls.keys());
    },
  };
}

/** A rejection of the engine is a dead worker, or a mistake in it: either way the call is lost and the studio goes on. */
export async function answerOrFailure<Answer>(call: () => Promise<Answer>): Promise<Answer | Failure> {
  try {
    return await call();
  } catch (error) {
    if (isFailure(error)) return error;
    return { kind: 'engine-crashed', detail: error instanceof Error ? error.message : String(error) };
  }
}
