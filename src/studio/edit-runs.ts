import { cleanClassName } from '../core/dataset/clean-class-name.ts';
import { builtInBaseId, readInputSize } from '../core/embedding/input-sizes.ts';
import type { StudioContext } from './studio-context.ts';
import { listRuns } from './training-runs.ts';

/** What a person can do with runs. */
export interface RunEditor {
  /** A blank name is refused and the old one kept. */
  renameRun(runId: string, name: string): void;
  /** Makes the model of a run the model in use, and its settings and input size those of the project. Not while a head is trained. */
  takeRun(runId: string): Promise<void>;
  /** The model in use stays in use, also where its run is deleted. */
  deleteRun(runId: string): void;
  /** Brings back the run that was deleted last. */
  undoDeleteRun(): void;
}

/** @param onUsed called when there is another model; `takeRun` waits for it */
export function createRunEditor(
  { ports, store, announce }: StudioContext,
  onUsed: () => Promise<void>,
): RunEditor {
  const { announcements } = ports.messages;
  return {
    renameRun(runId, newName) {
      const name = cleanClassName(newName);
      if (name === null) return;
      store.setState(({ runs }) => ({
        runs: runs.map((run) => (run.id === runId ? { ...run, name } : run)),
      }));
    },
    async takeRun(runId) {
      const state = store.getState();
      const runs = listRuns(state);
      const run = runs.find(({ id }) => id === runId);
      const isBusy = state.training.phase === 'running' || state.settingsFinder.work.phase === 'running';
      if (run === undefined || isBusy || state.model === run.model) return;
      const { model } = run;
      const isResizable = model.baseModel.id === builtInBaseId;
      const inputSize = isResizable ? readInputSize(model.baseModel.inputSize) : state.inputSize;
      store.setState({ runs, model, settings: model.settings, inputSize });
      announce(announcements.runUsed(run.name));
      await onUsed();
    },
    deleteRun(runId) {
      const runs = listRuns(store.getState());
      const run = runs.find(({ id }) => id === runId);
      if (run === undefined) return;
      store.setState({ runs: runs.filter((each) => each !== run), deletedRun: run });
      announce(announcements.runDeleted(run.name));
    },
    undoDeleteRun() {
      const { deletedRun, runs } = store.getState();
      if (deletedRun === null) return;
      const restored = [...runs, deletedRun].sort((a, b) => a.number - b.number);
      store.setState({ runs: restored, deletedRun: null });
      announce(announcements.runRestored(deletedRun.name));
    },
  };
}
