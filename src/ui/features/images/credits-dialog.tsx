import { useEffect, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { TaskProgress } from '../../components/task-progress.tsx';
import { useMessages } from '../../messages-context.ts';
import { usePagePorts } from '../../page-ports.ts';
import classes from './credits-dialog.module.css';

/** What `samples/credits.json` says of one set of drawings. */
interface StyleCredit {
  readonly name: string;
  readonly author: string;
  readonly authorUrl: string;
  readonly licence: string;
  readonly licenceUrl: string;
  readonly imageCount: number;
}

interface SampleCredits {
  readonly changes: string;
  readonly styles: readonly StyleCredit[];
}

/** Who drew the sample images and under which licence. */
export function CreditsDialog({ onClose }: { readonly onClose: () => void }) {
  const ports = usePagePorts();
  const { credits, general } = useMessages();
  const [read, setRead] = useState<SampleCredits | 'loading' | 'missing'>('loading');

  useEffect(() => {
    let closed = false;
    ports.readSampleCredits().then((value) => {
      if (!closed) setRead(isSampleCredits(value) ? value : 'missing');
    });
    return () => {
      closed = true;
    };
  }, [ports]);

  return (
    <Dialog title={credits.title} onClose={onClose}>
      {read === 'loading' && <TaskProgress name={credits.loading} fraction={null} onStop={onClose} />}
      {read === 'missing' && <p>{credits.missing}</p>}
      {typeof read === 'object' && (
        <>
          <ul className={classes.list}>
            {read.styles.map((style) => (
              <li key={style.name}>
                <strong>{style.name}</strong>
                <span>{general.images(style.imageCount)}</span>
                <span className={classes.links}>
                  <a href={style.authorUrl}>{style.author}</a>
                  <a href={style.licenceUrl}>{style.licence}</a>
                </span>
              </li>
            ))}
          </ul>
          <p className={classes.changes}>{read.changes}</p>
        </>
      )}
    </Dialog>
  );
}

function isSampleCredits(value: unknown): value is SampleCredits {
  if (typeof value !== 'object' || value === null) return false;
  const { changes, styles } = value as Partial<SampleCredits>;
  return (
    typeof changes === 'string' &&
    Array.isArray(styles) &&
    styles.every((style: Partial<StyleCredit>) => typeof style?.name === 'string')
  );
}
