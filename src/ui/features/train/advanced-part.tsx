import { useState } from 'react';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { useMessages } from '../../messages-context.ts';

const AdvancedSettings = createLazyPart(
  async () => (await import('./advanced-settings.tsx')).AdvancedSettings,
);

/** The line that opens every other setting of training. */
export function AdvancedPart() {
  const { settings } = useMessages();
  const [wasOpened, setWasOpened] = useState(false);
  return (
    <Disclosure title={settings.advanced} onOpen={() => setWasOpened(true)}>
      {wasOpened && <AdvancedSettings />}
    </Disclosure>
  );
}
