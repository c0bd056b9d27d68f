import { useState } from 'react';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { useMessages } from '../../messages-context.ts';

const SettingsFinderTools = createLazyPart(
  async () => (await import('./settings-finder-tools.tsx')).SettingsFinderTools,
);

/** The line that opens what helps to choose settings. */
export function SettingsFinderPart() {
  const { settings } = useMessages();
  const [wasOpened, setWasOpened] = useState(false);
  return (
    <Disclosure title={settings.better} onOpen={() => setWasOpened(true)}>
      {wasOpened && <SettingsFinderTools />}
    </Disclosure>
  );
}
