import { useEffect } from 'react';

/** Lets the browser ask before the page is closed, left or loaded again, as long as there is something to lose. */
export function useLeaveWarning(somethingToLose: boolean): void {
  useEffect(() => {
    if (!somethingToLose) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [somethingToLose]);
}
