import '@mantine/core/styles/NumberInput.layer.css';
import { NativeSelect, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { IconFiles } from '@tabler/icons-react';
import { useState } from 'react';
import { FilePicker } from '../../components/file-picker.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import { type BaseModelDraft, completeBaseModel, draftBaseModel, withKind } from './base-model-draft.ts';
import classes from './base-model-form.module.css';
import { ChooseButton } from './choose-button.tsx';
import { RadioCards } from './radio-cards.tsx';

/** Chooses where the base model comes from. Nothing changes before the button is pressed. */
export function BaseModelForm() {
  const studio = useStudio();
  const { baseModel: words } = useMessages();
  const wanted = useStudioState((state) => state.wantedBaseModel);
  const [draft, setDraft] = useState(() => draftBaseModel(wanted));
  const source = completeBaseModel(draft);
  const change = (part: Partial<BaseModelDraft>) => setDraft({ ...draft, ...part });

  return (
    <div className={classes.form}>
      <RadioCards
        legend={words.kind}
        value={draft.kind}
        onChange={(kind) => setDraft(withKind(draft, kind))}
        choices={[
          { value: 'built-in', label: words.builtIn, help: words.builtInHelp },
          { value: 'url', label: words.url, help: words.urlHelp },
          { value: 'files', label: words.files, help: words.filesHelp },
          { value: 'tfjs-mobilenet', label: words.mobilenet, help: words.mobilenetHelp },
        ]}
      />
      {draft.kind !== 'built-in' && (
        <div className={classes.fields}>
          <SourceFields draft={draft} onChange={change} />
          <RangeFields draft={draft} onChange={change} />
        </div>
      )}
      <ChooseButton
        label={words.use}
        disabled={source === null || (source.kind === 'built-in' && wanted.kind === 'built-in')}
        onChoose={() => source !== null && void studio.chooseBaseModel(source)}
      />
    </div>
  );
}

interface FieldsProps {
  readonly draft: BaseModelDraft;
  readonly onChange: (part: Partial<BaseModelDraft>) => void;
}

function SourceFields({ draft, onChange }: FieldsProps) {
  const { baseModel: words } = useMessages();
  if (draft.kind === 'tfjs-mobilenet') {
    return (
      <>
        <div className={classes.pair}>
          <NativeSelect
            label={words.version}
            value={draft.version}
            data={['1', '2']}
            onChange={(event) => onChange({ version: event.currentTarget.value })}
          />
          <NativeSelect
            label={words.alpha}
            value={draft.alpha}
            data={['0.25', '0.5', '0.75', '1']}
            onChange={(event) => onChange({ alpha: event.currentTarget.value })}
          />
        </div>
        <TextInput
          label={words.optionalAddress}
          description={words.publishedHelp}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          type="url"
          value={draft.url}
          onChange={(event) => onChange({ url: event.currentTarget.value })}
        />
      </>
    );
  }
  return (
    <>
      <SegmentedControl
        aria-label={words.format}
        value={draft.format}
        onChange={(format) => onChange({ format: format as BaseModelDraft['format'] })}
        data={[
          { value: 'layers', label: words.layersModel },
          { value: 'graph', label: words.graphModel },
        ]}
      />
      {draft.kind === 'url' ? (
        <TextInput
          label={words.address}
          type="url"
          placeholder="https://"
          value={draft.url}
          onChange={(event) => onChange({ url: event.currentTarget.value })}
        />
      ) : (
        <div>
          <FilePicker
            label={words.chooseFiles}
            icon={<IconFiles size={18} stroke={1.75} />}
            multiple
            onPick={(files) => onChange({ files: [...files] })}
          />
          {draft.files.length > 0 && (
            <p className={classes.note}>{words.chosenFiles(draft.files.map((file) => file.name))}</p>
          )}
        </div>
      )}
    </>
  );
}

function RangeFields({ draft, onChange }: FieldsProps) {
  const { baseModel: words } = useMessages();
  return (
    <fieldset className={classes.range}>
      <legend>{words.inputRange}</legend>
      <div className={classes.pair}>
        <NumberInput
          label={words.rangeMinimum}
          hideControls
          value={draft.rangeMinimum}
          onChange={(value) => onChange({ rangeMinimum: value })}
        />
        <NumberInput
          label={words.rangeMaximum}
          hideControls
          value={draft.rangeMaximum}
          onChange={(value) => onChange({ rangeMaximum: value })}
        />
      </div>
      <p className={classes.note}>{words.rangeHelp}</p>
    </fieldset>
  );
}
