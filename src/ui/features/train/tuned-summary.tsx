import type { TrainedModel } from '../../../studio/trained-model.ts';
import { Notice } from '../../components/notice.tsx';
import { useLateMessages } from '../../messages-context.ts';

/** What became of the blocks that were to be trained. */
export function TunedSummary({ model }: { readonly model: TrainedModel }) {
  const { tuning: words } = useLateMessages();
  const { tunedLayers } = model;
  return (
    <Notice kind={tunedLayers === null ? 'hint' : 'success'}>
      {tunedLayers === null ? words.blocksKept : words.trainedBlocks(tunedLayers.length / 2)}
    </Notice>
  );
}
