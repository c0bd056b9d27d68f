import { useMessages } from '../messages-context.ts';
import classes from './wordmark.module.css';

/** The name with its mark: a cut stem and, on the slant, a new shoot. */
export function Wordmark() {
  const { app } = useMessages();
  return (
    <h1 className={classes.wordmark}>
      <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden>
        <path d="M12 30V20.5l7-4.5v14z" fill="var(--wood-line)" />
        <path d="M12 16.5 19 12v-1.2c0-2.6-1.6-4.8-4-5.6L12 8.5z" fill="var(--accent)" />
        <path d="M19 12.5c.4-6 4.400-9.500 10-9.500 0 5.800-3.800 9.500-10 9.500z" fill="var(--accent)" />
        <path d="M12 9.500C7.500 9.500 4 7 3.500 2.500 8.500 2.300 12 5 12 9.500z" fill="var(--accent)" />
      </svg>
      <span>{app.name}</span>
    </h1>
  );
}
