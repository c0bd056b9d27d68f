import type { GrowthPoint, GrowthWay } from '../../../core/experiments/growth.ts';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import classes from './experiments-part.module.css';

/** What the curves of old and new classes mean, in words. */
export function GrowthMeaning({ points }: { readonly points: readonly GrowthPoint[] }) {
  const { general } = useMessages();
  const { growth: words } = useLateMessages().experiments;
  const of = (way: GrowthWay) => points.filter((point) => point.way === way);
  const [before, alone, rehearsed] = [of('new-only')[0], of('new-only').at(-1), of('rehearsal').at(-1)];
  const say = (value: number | null | undefined) => general.percent(value ?? 0);
  return (
    <>
      {before !== undefined && before.oldAccuracy !== null && (
        <p className={classes.finding}>
          {words.forgot(say(before.oldAccuracy), say(alone?.oldAccuracy), say(rehearsed?.oldAccuracy))}
        </p>
      )}
      {before !== undefined && before.newAccuracy !== null && (
        <p className={classes.finding}>
          {words.learned(say(alone?.newAccuracy), say(rehearsed?.newAccuracy))}
        </p>
      )}
    </>
  );
}
