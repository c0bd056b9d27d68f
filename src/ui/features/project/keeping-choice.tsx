import { Button } from '@mantine/core';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './keeping-choice.module.css';

/** Whether the open project is kept in the browser, what the browser promises, and the way to keep nothing. */
export function KeepingChoice({ onChanged }: { readonly onChanged: () => void }) {
  const studio = useStudio();
  const { projects } = useMessages();
  const { phase } = useStudioState((state) => state.project.keeping);
  const storage = useStudioState((state) => state.storage);
  const isOff = phase === 'off';

  async function change() {
    await (isOff ? studio.keepProject() : studio.keepNothing());
    onChanged();
  }

  return (
    <div className={classes.choice}>
      <div className={classes.words}>
        <p>{projects.keepingHelp[phase]}</p>
        {!isOff && storage !== null && <p>{projects.storage(storage)}</p>}
      </div>
      <Button variant="default" onClick={() => void change()}>
        {isOff ? projects.keep : projects.keepNothing}
      </Button>
    </div>
  );
}
