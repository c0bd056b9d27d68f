import { decimal } from './en-formats.ts';

/** What the advanced settings of training say, in English. */
export const enRecipe = {
  steps: 'Steps',
  optimizer: 'Optimizer',
  optimizers: {
    adam: {
      label: 'Adam',
      help: 'Finds a step size of its own for every weight. A good choice without further thought.',
    },
    adamw: {
      label: 'AdamW',
      help: 'Adam whose weights shrink a little at every step (weight decay), in place of the L2 penalty.',
    },
    sgd: {
      label: 'SGD',
      help: 'Plain steps downhill, with momentum. It wants a larger learning rate than Adam, about 10 times; “Find a learning rate” tells.',
    },
  },
  schedule: 'Learning rate over the run',
  schedules: {
    constant: { label: 'Constant', help: 'The same from the first step to the last.' },
    cosine: { label: 'Cosine', help: 'Falls gently from the learning rate to zero.' },
    'one-cycle': {
      label: 'One cycle',
      help: 'Starts small, rises to the learning rate, then falls to almost zero. Stands larger rates.',
    },
    plateau: {
      label: 'Reduce on plateau',
      help: 'Is halved whenever the validation loss has not fallen for 5 epochs. How it will go is not known before.',
    },
  },
  preview: (schedule: string, learningRate: number, epochs: number) =>
    `Learning rate over ${epochs} epochs: ${schedule}, at most ${learningRate}`,
  short: {
    optimizers: { adam: 'Adam', adamw: 'AdamW', sgd: 'SGD' },
    schedules: { constant: 'constant', cosine: 'cosine', 'one-cycle': 'one cycle', plateau: 'on plateau' },
    rate: (rate: number) => `rate ${decimal.format(rate)}`,
    l2: (value: number) => `L2 ${decimal.format(value)}`,
    weightDecay: (value: number) => `decay ${decimal.format(value)}`,
    hidden: (units: number) => (units === 0 ? 'linear head' : `${units} hidden units`),
    blocks: (amount: number) => (amount === 1 ? 'last block trained' : `last ${amount} blocks trained`),
    dropout: (value: number) => `dropout ${decimal.format(value)}`,
    labelSmoothing: (value: number) => `smoothing ${decimal.format(value)}`,
    mixup: (value: number) => `mixup ${decimal.format(value)}`,
  },
  byHeart: 'Against learning by heart',
  ending: 'Early stopping',
  bestIsKept:
    'With or without it, the head of the epoch with the lowest validation loss is the one that is kept.',
  headAndImages: 'Head and images',
  help: {
    momentum: 'How much of the last step goes into the next, 0 to 0.99.',
    weightDecay: 'How fast weights shrink by themselves, times the learning rate.',
    labelSmoothing:
      'Share of each answer that is spread over all classes, so that it is never quite sure. Often 0.1.',
    mixup: 'Learns from mixtures of two images, too. 0 is off; 0.2 mixes a little, 1 a lot.',
    patience: 'Ends after so many epochs without a lower validation loss; 0 never ends early.',
    minDelta: 'A fall of the validation loss by less than this does not count.',
  },
};
