import { EngineBadge } from '../features/engine/engine-badge.tsx';
import { StartProgress } from '../features/engine/start-progress.tsx';
import { ProjectBadge } from '../features/project/project-badge.tsx';
import { ColourSchemeSwitch } from './colour-scheme-switch.tsx';
import classes from './page-header.module.css';
import { StepsNav } from './steps-nav.tsx';
import { Wordmark } from './wordmark.tsx';

/** Always in view: the name, the steps, what computes, light or dark. */
export function PageHeader() {
  return (
    <header className={classes.header}>
      <div className={classes.project}>
        <Wordmark />
        <ProjectBadge />
      </div>
      <StepsNav />
      <div className={classes.tools}>
        <EngineBadge />
        <ColourSchemeSwitch />
      </div>
      <StartProgress />
    </header>
  );
}
