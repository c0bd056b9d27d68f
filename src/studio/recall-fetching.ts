import type { Preferences } from '../platform/preferences.ts';
import type { StudioPorts } from './studio-ports.ts';

const key = 'fetches-check-programs';

/**
 * Whether a program may be fetched to check a file: what the person said last. Before that yes, because its size stands beside the
 * button, it comes once, and is no more than Graft itself was; but not where the browser is to save data.
 */
export function recallFetching({
  preferences,
  savesData,
}: Pick<StudioPorts, 'preferences' | 'savesData'>): boolean {
  const stored = preferences.read(key);
  return stored === null ? !savesData : stored === 'yes';
}

/** Keeps what the person said for the next visit. */
export function rememberFetching(preferences: Preferences, fetches: boolean): void {
  preferences.write(key, fetches ? 'yes' : 'no');
}
