import { Switch } from '@mantine/core';
import { checkPrograms, findCheckProgram } from '../../../core/export/check-programs.ts';
import type { ModelFormat } from '../../../studio/model-formats.ts';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './check-choice.module.css';

interface CheckChoiceProps {
  readonly format: ModelFormat;
  /** Whether it has checked a file in this visit. */
  readonly isFetched: boolean;
}

/** Whether the program that opens files of a format may be fetched to check them; nothing where none is. */
export function CheckChoice({ format, isFetched }: CheckChoiceProps) {
  const studio = useStudio();
  const { general } = useMessages();
  const { export: words } = useLateMessages();
  const fetchesProgram = useStudioState((state) => state.fetchesProgram);
  const program = findCheckProgram(format);
  if (program === null) return null;
  const { name, sizeBytes } = checkPrograms[program];
  return (
    <Switch
      className={classes.switch ?? ''}
      label={words.checkWith(name)}
      description={isFetched ? words.checkFetched(name) : words.checkWithHelp(name, general.size(sizeBytes))}
      checked={fetchesProgram}
      onChange={(event) => studio.allowFetching(event.currentTarget.checked)}
    />
  );
}
