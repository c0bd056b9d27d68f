import { Input } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { StudioClass } from '../../../studio/studio-state.ts';
import { ClassSwatch } from '../../components/class-swatch.tsx';
import { PopupPanel } from '../../components/popup-panel.tsx';
import { useMessages } from '../../messages-context.ts';
import { includesText } from './includes-text.ts';
import classes from './move-search.module.css';

/** So many are listed at once. */
const shownCount = 50;

interface MoveSearchProps {
  readonly targets: readonly StudioClass[];
  /** Called with the id of the chosen class; null for a new one. */
  readonly onMove: (targetId: string | null) => void;
  readonly button: HTMLButtonElement;
  readonly onClose: () => void;
}

/** Finds one of many classes by its name: typing narrows the list, the arrow keys go through it, Enter chooses. */
export function MoveSearch({ targets, onMove, button, onClose }: MoveSearchProps) {
  const { gallery } = useMessages();
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const found = targets.filter(({ name }) => includesText(name, query));
  const choices = [
    ...found.slice(0, shownCount).map(({ id, name, colour }) => ({ id, name, colour })),
    { id: null, name: gallery.newClass, colour: null },
  ];
  const optionId = (index: number) => `${listId}-${index}`;

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  });

  function choose(index: number) {
    const choice = choices[index];
    if (choice === undefined) return;
    onMove(choice.id);
    onClose();
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setActive((active + step + choices.length) % choices.length);
    else if (event.key === 'Enter') choose(active);
    else return;
    event.preventDefault();
  }

  return (
    <PopupPanel button={button} onClose={onClose}>
      <Input
        role="combobox"
        aria-label={gallery.findClass}
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={optionId(active)}
        aria-autocomplete="list"
        placeholder={gallery.findClass}
        data-autofocus
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={listId} role="listbox" aria-label={gallery.targets} className={classes.list}>
        {choices.map(({ id, name, colour }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the text field above handles the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the keyboard stays in the text field
          <div
            key={id}
            id={optionId(index)}
            role="option"
            aria-selected={index === active}
            className={classes.target}
            onClick={() => choose(index)}
          >
            {id === null ? <IconPlus aria-hidden size={14} stroke={2.25} /> : <ClassSwatch colour={colour} />}
            <bdi>{name}</bdi>
          </div>
        ))}
      </div>
      {found.length > shownCount && (
        <p className={classes.more}>{gallery.moreClasses(found.length - shownCount)}</p>
      )}
    </PopupPanel>
  );
}
