import { useLateMessages, useMessages } from '../../messages-context.ts';
import classes from './experiments-part.module.css';
import type { summariseCurve } from './summarise-curve.ts';

/** A gain of so much, from the last but one point to the last, is worth more images. */
const worthMore = 0.01;

/** What the learning curve means, in words. */
export function CurveMeaning({ summaries }: { readonly summaries: ReturnType<typeof summariseCurve> }) {
  const { general } = useMessages();
  const { curve: words } = useLateMessages().experiments;
  const { head, scratch } = summaries;
  if (head === undefined) return null;
  const few = [5, 10, 2, 1]
    .map((size) => head.find(({ perClass }) => perClass === size))
    .find((point) => point !== undefined);
  const [before, last] = [head.at(-2), head.at(-1)];
  const fewScratch = scratch?.find(({ perClass }) => perClass === few?.perClass);
  const gain = last?.perClass === null && before !== undefined ? last.value - before.value : null;
  return (
    <>
      {few !== undefined && (
        <p className={classes.finding}>
          {fewScratch === undefined
            ? words.fewShot(words.images(few.x), general.percent(few.value))
            : words.transfer(
                words.images(few.x),
                general.percent(few.value),
                general.percent(fewScratch.value),
              )}
        </p>
      )}
      {gain !== null && (
        <p className={classes.finding}>
          {gain > worthMore ? words.rising(general.number(100 * gain)) : words.flat}
        </p>
      )}
    </>
  );
}
