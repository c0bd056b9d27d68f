/** How long a tab that is just being closed or loaded again may take to let its project go. */
const patienceMs = 2000;
/** How long a tab may take to say that it has a project, where there are no locks. */
const answerMs = 400;

/**
 * Takes a project for this tab alone, until it is closed or lets the project go.
 * @returns lets the project go; null when another tab has it
 */
export async function lockProject(
  projectId: string,
  // Missing on pages that do not come over https or from localhost.
  locks: LockManager | null = navigator.locks ?? null,
): Promise<(() => void) | null> {
  const name = `graft-project-${projectId}`;
  if (locks === null) return askOtherTabs(name);
  return new Promise((resolve) => {
    locks
      .request(name, { signal: AbortSignal.timeout(patienceMs) }, () => {
        return new Promise<void>((release) => resolve(release));
      })
      .catch(() => resolve(null));
  });
}

/** The next best: whoever has the project says so. Two tabs that ask in the same moment both get it. */
async function askOtherTabs(name: string): Promise<(() => void) | null> {
  const channel = new BroadcastChannel(name);
  const isTaken = await new Promise<boolean>((resolve) => {
    channel.onmessage = ({ data }) => {
      if (data === 'taken') resolve(true);
    };
    channel.postMessage('who');
    setTimeout(() => resolve(false), answerMs);
  });
  if (isTaken) {
    channel.close();
    return null;
  }
  channel.onmessage = ({ data }) => {
    if (data === 'who') channel.postMessage('taken');
  };
  return () => channel.close();
}
