/** How long a tab that is just being closed or loaded again may take to let its project go. */
const patienceMs = 2000;

/**
 * Takes a project for this tab alone, until it is closed or lets the project go.
 * @returns lets the project go; null when another tab has it
 */
export async function lockProject(
  projectId: string,
  // Missing in older browsers, and on pages that do not come over https or from localhost: there nobody is kept out.
  locks: LockManager | null = navigator.locks ?? null,
): Promise<(() => void) | null> {
  if (locks === null) return () => {};
  return new Promise((resolve) => {
    locks
      .request(`graft-project-${projectId}`, { signal: AbortSignal.timeout(patienceMs) }, () => {
        return new Promise<void>((release) => resolve(release));
      })
      .catch(() => resolve(null));
  });
}
