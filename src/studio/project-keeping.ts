import { type Failure, isFailure } from '../core/shared/failure.ts';
import type { InTurn } from './in-turn.ts';
import type { StudioContext } from './studio-context.ts';
import type { Keeping } from './studio-state.ts';

/** What a person decides about what is kept in the browser. */
export interface ProjectKeeping {
  /** Keeps nothing from now on until the page is closed; what is kept of the open project is deleted, the rest stays. */
  keepNothing(): Promise<void>;
  /** Keeps the open project again, or tries to. */
  keepProject(): Promise<void>;
  /** Ends all work, deletes every project, and the memory of settings and measurements. The page must be loaded anew. */
  forgetEverything(): Promise<Failure | null>;
  /** Writes nothing more: another tab has forgotten everything, and this one is about to be loaded anew. */
  letGo(): void;
}

/**
 * @param inTurn runs jobs on projects one after the other
 * @param stopWork ends imports and training
 */
export function createProjectKeeping(
  context: StudioContext,
  inTurn: InTurn,
  readStorage: () => Promise<void>,
  stopWork: () => void,
): ProjectKeeping {
  const { ports, store, keeper } = context;
  const { announcements } = ports.messages;

  return {
    keepNothing: () =>
      inTurn(async () => {
        switchOff('wanted');
        await keeper.whenKept();
        const failure = await ports.projects.delete(store.getState().project.id);
        context.announce(failure === null ? announcements.nothingKept : context.describe(failure));
        await readStorage();
      }),

    keepProject: () =>
      inTurn(async () => {
        await keeper.keepAll();
        if (store.getState().project.keeping.phase === 'kept') context.announce(announcements.projectKept);
        await readStorage();
      }),

    async forgetEverything() {
      ports.forgetting.tellOtherTabs();
      stopWork();
      switchOff('forgotten');
      return inTurn(async () => {
        await keeper.whenKept();
        const failure = await ports.projects.deleteAll();
        if (isFailure(failure)) return failure;
        await ports.forgetting.forgetMemory();
        return null;
      });
    },

    letGo: () => switchOff('forgotten'),
  };

  function switchOff(reason: Extract<Keeping, { readonly phase: 'off' }>['reason']): void {
    keeper.stop();
    store.setState(({ project }) => ({ project: { ...project, keeping: { phase: 'off', reason } } }));
  }
}
