import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import classes from './base-model-form.module.css';
import { BaseModelForm } from './base-model-form.tsx';
import { InputSizeChoice } from './input-size-choice.tsx';

/** The base model in use, and on request the form that changes it. */
export function BaseModelChoice() {
  const { baseModel: words } = useMessages();
  const engine = useStudioState((state) => state.engine);
  const isBuiltIn = useStudioState((state) => state.wantedBaseModel.kind === 'built-in');
  const [changing, setChanging] = useState(false);
  return (
    <section aria-labelledby="base-model-title" className={classes.form}>
      <div>
        <h3 id="base-model-title" className={classes.title}>
          {words.title}
        </h3>
        {engine.phase === 'ready' && (
          <p className={classes.note}>
            {words.inUse(engine.baseModel.name, engine.baseModel.inputSize, engine.baseModel.embeddingSize)}{' '}
            {words.intro}
          </p>
        )}
      </div>
      {isBuiltIn && <InputSizeChoice />}
      {changing ? (
        <BaseModelForm />
      ) : (
        <Button variant="default" onClick={() => setChanging(true)}>
          {words.change}
        </Button>
      )}
    </section>
  );
}
