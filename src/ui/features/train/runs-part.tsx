import { useState } from 'react';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';

const RunList = createLazyPart(async () => (await import('./run-list.tsx')).RunList);

/** The line that opens the runs that are kept; none where there are none. */
export function RunsPart() {
  const { settings } = useMessages();
  const runCount = useStudioState((state) => state.runs.length);
  const isUndoable = useStudioState((state) => state.deletedRun !== null);
  const [wasOpened, setWasOpened] = useState(false);
  if (runCount === 0 && !isUndoable) return null;
  return (
    <Disclosure title={settings.runs(runCount)} onOpen={() => setWasOpened(true)}>
      {wasOpened && <RunList />}
    </Disclosure>
  );
}
