import { useState } from 'react';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { useMessages } from '../../messages-context.ts';
import classes from './credits-link.module.css';

const CreditsDialog = createLazyPart(async () => (await import('./credits-dialog.tsx')).CreditsDialog);

/** Opens the credits of the sample images; always there, since their licences ask for it. */
export function CreditsLink() {
  const { images } = useMessages();
  const [shown, setShown] = useState(false);
  return (
    <>
      <button type="button" className={classes.link} onClick={() => setShown(true)}>
        {images.credits}
      </button>
      {shown && <CreditsDialog onClose={() => setShown(false)} />}
    </>
  );
}
