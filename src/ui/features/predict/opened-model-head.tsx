import { NativeSelect } from '@mantine/core';
import type { OpenedModel } from '../../../studio/opened-model.ts';
import { useLateMessages } from '../../messages-context.ts';
import { useStudio } from '../../studio-context.tsx';
import classes from './model-from-file.module.css';

/** Ranges that image models take pixel values in. */
const ranges: readonly (readonly [number, number])[] = [
  [-1, 1],
  [0, 1],
  [0, 255],
];

/** Which model from a file answers below, and the one thing that only the person may know of it. */
export function OpenedModelHead({ model }: { readonly model: OpenedModel }) {
  const { openedModel: words } = useLateMessages();
  const { name, facts, labels } = model;
  return (
    <>
      <div>
        <h3 className={classes.name}>
          <bdi>{name}</bdi>
        </h3>
        <p className={classes.text}>
          {facts.head === null
            ? words.facts(labels.length, facts.inputSize, facts.parameterCount)
            : words.headFacts(labels.length, facts.head.baseModel.id)}
          <br />
          {facts.maker === null
            ? words.formats[facts.format]
            : words.made(words.makers[facts.maker], words.formats[facts.format])}
        </p>
      </div>
      {!facts.rangeKnown && <RangeChoice model={model} />}
    </>
  );
}

function RangeChoice({ model: { inputRange } }: { readonly model: OpenedModel }) {
  const studio = useStudio();
  const { openedModel: words } = useLateMessages();
  return (
    <NativeSelect
      label={words.range}
      description={words.rangeAssumed}
      value={String(inputRange)}
      data={ranges.map((range) => ({ value: String(range), label: words.rangeOption(...range) }))}
      onChange={({ currentTarget }) => {
        const range = ranges.find((each) => String(each) === currentTarget.value);
        if (range !== undefined) studio.changeInputRange(range);
      }}
    />
  );
}
