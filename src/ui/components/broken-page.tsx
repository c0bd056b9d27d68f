import { useMessages } from '../messages-context.ts';
import classes from './broken-page.module.css';

/** What is left when the whole page broke: what happened, and a way back. Uses nothing that may be broken itself. */
export function BrokenPage({ detail }: { readonly detail: string }) {
  const { app } = useMessages();
  return (
    <main className={classes.page}>
      <h1>{app.brokenTitle}</h1>
      <p>{app.broken(detail)}</p>
      <button type="button" onClick={() => location.reload()}>
        {app.reload}
      </button>
    </main>
  );
}
