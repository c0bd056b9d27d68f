import { useDebouncedCallback } from '@mantine/hooks';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import type { StudioClass } from '../../../studio/studio-state.ts';
import { useMessages } from '../../messages-context.ts';
import { useStudio } from '../../studio-context.tsx';
import classes from './class-name-box.module.css';

/** Typing pauses of this length save the name, so that nothing has to be confirmed. */
const savePauseMs = 500;

/** The name of a class, edited in place. Escape brings the old one back. */
export function ClassNameBox({ studioClass }: { readonly studioClass: StudioClass }) {
  const studio = useStudio();
  const { images } = useMessages();
  const [draft, setDraft] = useState<string | null>(null);
  const [nameBefore, setNameBefore] = useState(studioClass.name);

  const saveSoon = useDebouncedCallback((name: string) => {
    if (name.trim() !== '') studio.renameClass(studioClass.id, name);
  }, savePauseMs);

  function finish() {
    saveSoon.cancel();
    if (draft !== null && draft !== studioClass.name) studio.renameClass(studioClass.id, draft);
    setDraft(null);
  }

  return (
    <div className={classes.box}>
      <input
        id={`class-name-${studioClass.id}`}
        className={classes.input}
        aria-label={images.className}
        dir="auto"
        spellCheck={false}
        autoComplete="off"
        value={draft ?? studioClass.name}
        onFocus={() => setNameBefore(studioClass.name)}
        onChange={(event) => {
          setDraft(event.currentTarget.value);
          saveSoon(event.currentTarget.value);
        }}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') {
            saveSoon.cancel();
            setDraft(null);
            if (nameBefore !== studioClass.name) studio.renameClass(studioClass.id, nameBefore);
          }
        }}
      />
      <IconPencil aria-hidden className={classes.pencil} size={16} stroke={1.75} />
    </div>
  );
}
