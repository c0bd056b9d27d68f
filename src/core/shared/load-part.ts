import type { PartFailure } from './failure.ts';

/**
 * Loads code or data of Graft itself that is fetched when it is first needed.
 * @param load a dynamic import, say; called once, so that another try is another call
 */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part | PartFailure> {
  try {
    return await load();
  } catch (error) {
    return { kind: 'part-unreachable', detail: error instanceof Error ? error.message : String(error) };
  }
}
