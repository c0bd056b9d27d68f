import type { TrainedModel } from '../../../studio/trained-model.ts';
import { Notice } from '../../components/notice.tsx';
import { useLateMessages } from '../../messages-context.ts';

/** What became of the blocks that were to be trained. */
export function TunedSummary({ model }: { readonly model: TrainedModel }) {
  const { tuning: words } = useLateMessages();
  const { tunedLayers, history, headEpochCount } = model;
  return (
    <Notice kind={tunedLayers === null ? 'hint' : 'success'}>
      {tunedLayers === null
        ? words.blocksKept(history.length - (headEpochCount ?? history.length))
        : words.trainedBlocks(tunedLayers.length / 2)}
    </Notice>
  );
}
