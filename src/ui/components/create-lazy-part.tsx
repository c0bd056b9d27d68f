import { Button } from '@mantine/core';
import { type ComponentType, type ReactNode, useEffect, useReducer, useState } from 'react';
import { type Failure, isFailure } from '../../core/shared/failure.ts';
import { loadPart } from '../../core/shared/load-part.ts';
import { useMessages } from '../messages-context.ts';
import { FailureNotice } from './failure-notice.tsx';

const fetches: (() => Promise<unknown>)[] = [];

/** Fetches the code of every lazy part, so that the page can do without the network from then on. */
export function fetchLazyParts(): void {
  for (const fetchPart of fetches) void fetchPart();
}

/**
 * A component whose code is fetched when it is first shown. Where that fails, it says so in its place and can be tried
 * again; the page around it stays, unlike with React's `lazy`, which remembers the failure and throws it.
 * @param loading what is shown meanwhile
 */
export function createLazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  loading: ReactNode = null,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;

  async function fetchPart(): Promise<Failure | null> {
    const part = await loadPart(load);
    if (isFailure(part)) return part;
    loaded = part;
    return null;
  }
  fetches.push(fetchPart);

  return function LazyPart(props: Props) {
    const { general } = useMessages();
    const [failure, setFailure] = useState<Failure | null>(null);
    // "Try again" goes once it is pressed: the keyboard returns to where it came from, and a dialog finds it there.
    const [opener] = useState(() => document.activeElement);
    const [, drawAgain] = useReducer((count: number) => count + 1, 0);
    const missing = loaded === null && failure === null;

    useEffect(() => {
      if (!missing) return;
      let removed = false;
      void fetchPart().then((problem) => {
        if (removed) return;
        setFailure(problem);
        drawAgain();
      });
      return () => {
        removed = true;
      };
    }, [missing]);

    if (loaded !== null) {
      const Part = loaded;
      return <Part {...props} />;
    }
    if (failure === null) return loading;
    return (
      <div role="alert">
        <FailureNotice
          failure={failure}
          action={
            <Button
              variant="subtle"
              onClick={() => {
                if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
                setFailure(null);
              }}
            >
              {general.tryAgain}
            </Button>
          }
        />
      </div>
    );
  };
}
