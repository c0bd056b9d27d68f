import { useState } from 'react';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import classes from './experiments-disclosure.module.css';

const ExperimentsPart = createLazyPart(async () => (await import('./experiments-part.tsx')).ExperimentsPart);

/** The line at the foot of Evaluate that opens what can be compared and explored; nothing before there is a head. */
export function ExperimentsDisclosure() {
  const { evaluate } = useMessages();
  const trained = useStudioState(({ model }) => model !== null);
  const [wasOpened, setWasOpened] = useState(false);
  if (!trained) return null;
  return (
    <div id="experiments" className={classes.card}>
      <Disclosure title={evaluate.explore} onOpen={() => setWasOpened(true)}>
        {wasOpened && <ExperimentsPart />}
      </Disclosure>
    </div>
  );
}
