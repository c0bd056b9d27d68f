import { Button } from '@mantine/core';
import { type ComponentType, type ReactNode, useEffect, useReducer, useState } from 'react';
import { type Failure, isFailure } from '../../core/shared/failure.ts';
import { loadPart } from '../../core/shared/load-part.ts';
import type { Messages } from '../../messages/en.ts';
import { loadLateMessages, useMessages } from '../messages-context.ts';
import classes from './create-lazy-part.module.css';
import { FailureNotice } from './failure-notice.tsx';
import { TaskProgress } from './task-progress.tsx';
import { useTakesLong } from './use-takes-long.ts';

const fetches: ((messages: Messages) => Promise<unknown>)[] = [];

/** What fetches the code of each lazy part; once all have, the page can do without the network. */
export function listPartFetches(messages: Messages): readonly (() => Promise<unknown>)[] {
  return fetches.map((fetchPart) => () => fetchPart(messages));
}

/**
 * A component whose code is fetched when it is first shown, and with it the late messages. Where that fails, it says so in its place and can be tried
 * again; the page around it stays, unlike with React's `lazy`, which remembers the failure and throws it.
 * @param loading what is shown meanwhile; where it is missing, that it takes long, once it does
 */
export function createLazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  loading?: ReactNode,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;

  async function fetchPart(messages: Messages): Promise<Failure | null> {
    const parts = await loadPart(() => Promise.all([load(), loadLateMessages(messages)]));
    if (isFailure(parts)) return parts;
    [loaded] = parts;
    return null;
  }
  fetches.push(fetchPart);

  return function LazyPart(props: Props) {
    const messages = useMessages();
    const [failure, setFailure] = useState<Failure | null>(null);
    // "Try again" goes once it is pressed: the keyboard returns to where it came from, and a dialog finds it there.
    const [opener] = useState(() => document.activeElement);
    const [, drawAgain] = useReducer((count: number) => count + 1, 0);
    const missing = loaded === null && failure === null;

    useEffect(() => {
      if (!missing) return;
      let removed = false;
      void fetchPart(messages).then((problem) => {
        if (removed) return;
        setFailure(problem);
        drawAgain();
      });
      return () => {
        removed = true;
      };
    }, [missing, messages]);

    if (loaded !== null) {
      const Part = loaded;
      return <Part {...props} />;
    }
    // A dialog that is still on its way can be closed like one that is there.
    const { onClose } = props as { readonly onClose?: () => void };
    if (failure === null) return loading ?? <Loading onStop={onClose} />;
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
              {messages.general.tryAgain}
            </Button>
          }
        />
      </div>
    );
  };
}

function Loading({ onStop }: { readonly onStop: (() => void) | undefined }) {
  const { general } = useMessages();
  const long = useTakesLong();
  if (!long) return null;
  return (
    <div className={classes.loading}>
      <TaskProgress name={general.loading} fraction={null} {...(onStop === undefined ? {} : { onStop })} />
    </div>
  );
}
