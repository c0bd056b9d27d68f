import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useLateMessages } from '../../messages-context.ts';
import classes from './code-snippet.module.css';

/** A few lines of code with a button that copies them, or selects them where the browser does not let a page copy. */
export function CodeSnippet({ code }: { readonly code: string }) {
  const { export: words } = useLateMessages();
  const clipboard = useClipboard({ timeout: 2000 });
  const text = useRef<HTMLPreElement>(null);
  const refusal = clipboard.error;
  useEffect(() => {
    if (refusal !== null && text.current !== null) getSelection()?.selectAllChildren(text.current);
  }, [refusal]);

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
        <pre ref={text}>{code}</pre>
      </div>
      <Button
        variant="subtle"
        px={10}
        leftSection={
          clipboard.copied ? <IconCheck size={16} stroke={2} /> : <IconCopy size={16} stroke={1.75} />
        }
        onClick={() => clipboard.copy(code)}
        // What was selected is no longer so.
        onBlur={clipboard.reset}
      >
        {clipboard.copied ? words.copied : words.copy}
      </Button>
      <p aria-live="polite" className={classes.hint}>
        {refusal !== null && words.copyByHand}
      </p>
    </div>
  );
}
