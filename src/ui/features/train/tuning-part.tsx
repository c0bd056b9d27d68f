import { useState } from 'react';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { useMessages } from '../../messages-context.ts';

const TuningTools = createLazyPart(async () => (await import('./tuning-tools.tsx')).TuningTools);

/** The line that opens what helps to choose settings. */
export function TuningPart() {
  const { settings } = useMessages();
  const [wasOpened, setWasOpened] = useState(false);
  return (
    <Disclosure title={settings.better} onOpen={() => setWasOpened(true)}>
      {wasOpened && <TuningTools />}
    </Disclosure>
  );
}
