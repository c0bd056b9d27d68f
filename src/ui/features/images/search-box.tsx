import { CloseButton, Input } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMessages } from '../../messages-context.ts';
import classes from './search-box.module.css';

interface SearchBoxProps {
  readonly query: string;
  readonly onChange: (query: string) => void;
  /** What came of it, in words; null before anything is typed. */
  readonly result: string | null;
}

/** Finds images by the names of their files. Escape clears it. */
export function SearchBox({ query, onChange, result }: SearchBoxProps) {
  const { gallery } = useMessages();
  return (
    <div className={classes.search}>
      <Input
        type="search"
        aria-label={gallery.findImages}
        placeholder={gallery.findImages}
        autoComplete="off"
        spellCheck={false}
        leftSection={<IconSearch size={18} stroke={1.75} />}
        rightSectionWidth={44}
        rightSectionPointerEvents="all"
        rightSection={
          query !== '' && (
            <CloseButton
              size={44}
              iconSize={18}
              variant="transparent"
              aria-label={gallery.clearSearch}
              onClick={() => onChange('')}
            />
          )
        }
        value={query}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onChange('');
        }}
      />
      {/* There from the beginning, so that what it says is heard. */}
      <p className={classes.count} aria-live="polite" hidden={result === null}>
        {result}
      </p>
    </div>
  );
}
