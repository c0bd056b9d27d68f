import { count } from './en-counts.ts';
import { images } from './en-formats.ts';

/** What is said about answers that changed from one epoch to the next, in English. */
export const enEpochChanges = {
  title: 'What an epoch did',
  epoch: 'Epoch',
  epochOf: (epoch: number, epochCount: number) => `Epoch ${epoch} of ${epochCount}`,
  summary: (learned: number, lost: number, other: number) => {
    const changed = learned + lost + other;
    if (changed === 0) return 'It changed no answer about the images held back.';
    const parts = [
      ...(learned > 0 ? [`${learned} became right`] : []),
      ...(lost > 0 ? [`${lost} became wrong`] : []),
      ...(other > 0 ? [`${other} wrong in another way`] : []),
    ];
    return `It changed ${count(changed, 'answer', 'answers')}: ${parts.join(', ')}.`;
  },
  first: (amount: number) => `${images(amount)} of them are here.`,
  list: 'Answers that changed',
  now: 'now',
  kinds: { learned: 'now right', lost: 'now wrong', other: 'still wrong' },
  never: 'After the first epoch, no answer about the images held back changed any more.',
  explanation: [
    'Each epoch moves the numbers of the head a little. Here are images that were held back, so the head has not learned from them, and what it took them for before and after.',
    'Early epochs change many answers. Later ones move few images that lie between two classes, back and forth: then there is little left to learn from these images.',
  ],
};
