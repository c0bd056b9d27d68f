import { lazy, Suspense, useState } from 'react';
import { useMessages } from '../../messages-context.ts';
import classes from './credits-link.module.css';

const CreditsDialog = lazy(() =>
  import('./credits-dialog.tsx').then((module) => ({ default: module.CreditsDialog })),
);

/** Opens the credits of the sample images; always there, since their licences ask for it. */
export function CreditsLink() {
  const { images } = useMessages();
  const [shown, setShown] = useState(false);
  return (
    <>
      <button type="button" className={classes.link} onClick={() => setShown(true)}>
        {images.credits}
      </button>
      {shown && (
        <Suspense>
          <CreditsDialog onClose={() => setShown(false)} />
        </Suspense>
      )}
    </>
  );
}
