import { IconCheck } from '@tabler/icons-react';
import { useId } from 'react';
import { selectActiveClassSamples } from '../../studio/select-active-samples.ts';
import { useMessages } from '../messages-context.ts';
import { useStudioState } from '../studio-context.tsx';
import classes from './steps-nav.module.css';

/** The five steps as links; a step that has been done carries a tick, and is described as done. */
export function StepsNav() {
  const { steps } = useMessages();
  const doneId = useId();
  const imagesDone = useStudioState(
    (state) => selectActiveClassSamples(state.classes, state.samples).size >= 2,
  );
  const trained = useStudioState((state) => state.model !== null);
  const evaluated = useStudioState(
    ({ model }) => model !== null && (model.evaluation.validation !== null || model.evaluation.test !== null),
  );
  const predicted = useStudioState((state) => state.prediction?.phase === 'done');
  const exported = useStudioState((state) => state.exporting.phase === 'done');
  const links = [
    { id: 'images', label: steps.images, done: imagesDone },
    { id: 'train', label: steps.train, done: trained },
    { id: 'evaluate', label: steps.evaluate, done: evaluated },
    { id: 'predict', label: steps.predict, done: predicted },
    { id: 'export', label: steps.export, done: exported },
  ];
  return (
    <nav className={classes.nav} aria-label={steps.label}>
      <ol>
        {links.map((link) => (
          <li key={link.id}>
            <a
              href={`#${link.id}`}
              data-done={link.done || undefined}
              aria-describedby={link.done ? doneId : undefined}
            >
              <span aria-hidden className={classes.mark}>
                {link.done && <IconCheck size={12} stroke={3.5} />}
              </span>
              {link.label}
            </a>
          </li>
        ))}
      </ol>
      <span id={doneId} hidden>
        {steps.done}
      </span>
    </nav>
  );
}
