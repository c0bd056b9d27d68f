import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useMessages } from '../../messages-context.ts';
import classes from './code-snippet.module.css';

/** A few lines of code with a button that copies them. */
export function CodeSnippet({ code }: { readonly code: string }) {
  const { export: words } = useMessages();
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <div className={classes.snippet}>
      {/* biome-ignore lint/a11y/useSemanticElements: a section would be a landmark, and all of them have one name */}
      <div
        role="group"
        className={classes.code}
        aria-label={words.code}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <pre>{code}</pre>
      </div>
      <Button
        variant="subtle"
        px={10}
        leftSection={
          clipboard.copied ? <IconCheck size={16} stroke={2} /> : <IconCopy size={16} stroke={1.75} />
        }
        onClick={() => clipboard.copy(code)}
      >
        {clipboard.copied ? words.copied : words.copy}
      </Button>
    </div>
  );
}
