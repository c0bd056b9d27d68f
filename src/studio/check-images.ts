import type { Misfit } from '../core/embedding/misfits.ts';
import { type Failure, isFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import type { EngineClient } from '../engine/engine-api.ts';
import type { ReadyEngine } from './engine-access.ts';
import { groupSamples, type NearDuplicateFinder } from './find-near-duplicates.ts';
import type { Finding, HealthState } from './finding.ts';
import { gatherEmbeddings } from './gather-embeddings.ts';
import { selectActiveSamples } from './select-active-samples.ts';
import type { StudioContext } from './studio-context.ts';
import type { StudioSample } from './studio-state.ts';

/** Looks for trouble among the images. */
export interface ImageChecker {
  /**
   * Checks the images as they are, unless that was done. Gives up without a word where images wait, the engine does
   * not run, or something that matters more begins; then it can be asked again.
   */
  checkImages(): Promise<void>;
}

export function createImageChecker(context: StudioContext, finder: NearDuplicateFinder): ImageChecker {
  const { store, embeddings } = context;
  /** What is being checked, or was checked last. */
  let latest: { readonly samples: readonly StudioSample[]; readonly baseModel: unknown } | null = null;

  return {
    async checkImages() {
      const { classes, samples, engine } = store.getState();
      const active = selectActiveSamples(classes, samples);
      if (engine.phase !== 'ready' || !isQuiet()) return;
      if (latest?.samples === active && latest.baseModel === engine.baseModel) return;
      if (active.length === 0) return change({ check: { phase: 'unchecked' }, findings: [] });
      const own = { samples: active, baseModel: engine.baseModel };
      latest = own;
      let interrupted = false;
      const isWanted = () => latest === own && !interrupted && isQuiet();
      const findings = await context.engine.ask(
        (client, ready) => check(client, ready, active, isWanted),
        () => {
          interrupted = true;
        },
      );
      if (latest !== own) return;
      if (findings === null || isFailure(findings)) {
        latest = null;
        // What was found before stays until the next check.
        change({ check: { phase: 'unchecked' } });
        return;
      }
      change({ check: { phase: 'checked' }, findings });
    },
  };

  /** @returns null when it was called off */
  async function check(
    client: EngineClient,
    { baseModel }: ReadyEngine,
    samples: readonly StudioSample[],
    isWanted: () => boolean,
  ): Promise<readonly Finding[] | Failure | null> {
    change({ check: { phase: 'checking', doneFraction: 0 } });
    const found = await finder.find(samples, client, baseModel, (doneFraction) => {
      if (!isWanted()) return 'stop';
      change({ check: { phase: 'checking', doneFraction } });
      return 'continue';
    });
    if (found === null || isFailure(found)) return found;
    const groups = groupSamples(samples, found);
    if (groups === null || !isWanted()) return null;
    const classIds = [...new Set(samples.map(({ classId }) => classId))];
    const misfits = await findMisfits(client, baseModel, samples, classIds);
    if (misfits === null || isFailure(misfits) || !isWanted())
      return misfits === null || isFailure(misfits) ? misfits : null;
    const pixels = samples.map(({ image }) => embeddings.identify(image)?.pixels ?? null);
    const part = await loadPart(() => import('./list-findings.ts'));
    return isFailure(part) ? part : part.listFindings({ samples, pixels, groups, misfits, classIds });
  }

  async function findMisfits(
    client: EngineClient,
    baseModel: ReadyEngine['baseModel'],
    samples: readonly StudioSample[],
    classIds: readonly string[],
  ): Promise<readonly Misfit[] | Failure | null> {
    const columns = new Map(classIds.map((id, column) => [id, column]));
    const table = await gatherEmbeddings(
      samples.map(({ imageHash }) => imageHash),
      embeddings,
      baseModel,
    );
    if (table === null) return null;
    return client.findMisfits({
      embeddings: table,
      classIndexes: Int32Array.from(samples, ({ classId }) => columns.get(classId) as number),
      classCount: classIds.length,
    });
  }

  /** Nothing is under way that the worker has to do first. */
  function isQuiet(): boolean {
    const { importing, training, samples } = store.getState();
    return (
      importing === null && training.phase !== 'running' && samples.every(({ state }) => state === 'ready')
    );
  }

  function change(part: Partial<HealthState>): void {
    store.setState(({ health }) => ({ health: { ...health, ...part } }));
  }
}
