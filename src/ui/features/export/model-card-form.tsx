import { Textarea } from '@mantine/core';
import { cardFieldMaximum, cardFieldNames } from '../../../core/export/model-card/card-fields.ts';
import { useLateMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import classes from './model-card-form.module.css';

/** What only the maker of a model knows, for its card. */
export function ModelCardForm() {
  const studio = useStudio();
  const { modelCard: words } = useLateMessages();
  const fields = useStudioState((state) => state.cardFields);
  return (
    <div className={classes.form}>
      <p className={classes.help}>{words.fieldsHelp}</p>
      {cardFieldNames.map((name) => (
        <Textarea
          key={name}
          label={words.fields[name].label}
          description={words.fields[name].help}
          rows={2}
          maxLength={cardFieldMaximum}
          value={fields[name]}
          onChange={(event) => studio.changeCardFields({ [name]: event.currentTarget.value })}
        />
      ))}
    </div>
  );
}
