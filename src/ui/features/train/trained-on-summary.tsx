import type { TrainedOn } from '../../../studio/trained-model.ts';
import { Notice } from '../../components/notice.tsx';
import { useLateMessages } from '../../messages-context.ts';

/** What a head that training went on from still knows of its classes. */
export function TrainedOnSummary({ trainedOn }: { readonly trainedOn: TrainedOn }) {
  const { summary } = useLateMessages().trainOn;
  const { set, imageCount, newClassCount, accuracyBefore, accuracyAfter } = trainedOn;
  const change = accuracyAfter - accuracyBefore;
  return (
    <Notice kind={change < 0 ? 'hint' : 'success'}>
      <strong>{summary.title}.</strong> {summary.before(imageCount, accuracyBefore, set, newClassCount)}{' '}
      {summary.after(change, accuracyAfter)}
    </Notice>
  );
}
