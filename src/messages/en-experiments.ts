import { aboutTime } from './en-about-time.ts';
import { images, percent, plain } from './en-formats.ts';

const approaches = {
  head: 'Your trained head',
  majority: 'Always the largest class',
  linear: 'Linear layer on frozen features',
  centroids: 'Nearest class mean',
  neighbours: 'Nearest neighbours',
  imagenet: 'Pretrained model as it is',
  scratch: 'Network from scratch',
};

/** What "Compare and explore" says, in English. */
export const enExperiments = {
  intro:
    'Everything here uses the images and the split of your trained head, and changes neither. Results stay while this page is open.',
  judgedOn: {
    test: (amount: number) => `Judged on ${images(amount)} of the test set.`,
    validation: (amount: number) =>
      `Judged on ${images(amount)} held back for validation, because there is no test set. The head’s best epoch was chosen on them, too, so its figure is a little flattering.`,
  },
  obstacles: {
    'no-model': 'Train a head first.',
    busy: 'Wait until your images are ready and training has ended.',
    'out-of-date': 'Your images have changed since the head was trained. Train again to compare on them.',
    'nothing-held-back':
      'No image is held back to judge by. Raise “Validation share” or put images into the test set, and train again.',
  },
  outOfDate: 'These results are of images, or a split, from before.',
  progress: {
    comparison: 'Comparing',
    'learning-curve': 'Drawing the learning curve',
    growth: 'Training with a class that comes later',
  },
  waiting: 'Waits until training has ended',
  left: (durationMs: number) => `${aboutTime(durationMs)} left`,
  announcements: {
    begun: {
      comparison: 'Comparing approaches.',
      'learning-curve': 'Drawing the learning curve.',
      growth: 'Training without one class, then with it.',
    },
    ended: {
      comparison: 'All approaches compared.',
      'learning-curve': 'The learning curve is drawn.',
      growth: 'What the head forgets, and what it keeps, is drawn.',
    },
    stopped: {
      comparison: 'Comparing stopped. What was compared is kept.',
      'learning-curve': 'Stopped. The part of the curve that was drawn is kept.',
      growth: 'Stopped. The curves that were drawn are kept.',
    },
  },
  showNumbers: 'Show the numbers',
  hideNumbers: 'Hide the numbers',
  approaches,

  comparison: {
    title: 'Approaches side by side',
    help: 'The head that you trained beside other ways and the floor. “From scratch” takes the longest, up to some minutes.',
    start: 'Compare approaches',
    chart: 'Accuracy by approach',
    table: 'Approaches compared',
    approach: 'Approach',
    accuracy: 'Accuracy, 95% interval',
    time: 'Time',
    parameters: 'Numbers trained',
    from: (lower: number, upper: number) => `${percent.format(lower)} to ${percent.format(upper)}`,
    number: (value: number) => plain.format(value),
    notYet: 'not yet',
    trying: 'now',
    failed: 'failed',
    leftOut: {
      'foreign-base': 'Only the built-in base model brings its 1,000 classes.',
      'too-many-images': 'Tried on up to 5,000 images, because their pixels must fit into memory.',
    },
    tunedHead: (blockCount: number) =>
      `Transfer learning: frozen layers, and the last ${blockCount === 1 ? 'block' : `${blockCount} blocks`} trained with a new head. The others below use the base model as it was.`,
    about: {
      majority: 'Floor: what accuracy is worth if nothing is looked at.',
      linear:
        'Feature extraction: one layer of weights on the embeddings of the base model as it was, trained by the default settings.',
      centroids: 'Compares an embedding with the mean embedding of each class. Nothing is trained.',
      neighbours: (votes: number) =>
        votes === 1
          ? 'The training image whose embedding is nearest decides. Nothing is trained.'
          : `The ${votes} training images whose embeddings are nearest vote. Nothing is trained.`,
      imagenet: 'Its own 1,000 classes, assigned to yours by what it says on your training images.',
      scratch:
        'A small convolutional network, four layers on 64 × 64 pixels, that starts from random numbers.',
      head: 'Transfer learning: frozen layers, a new head.',
    },
    timeHelp:
      'Time is for learning and judging; looking at the images once, which all but the last need, is not in it.',
    explanation: [
      'The base model was trained on over a million photographs. Its layers turn an image into a list of numbers, the embedding, in which alike things are near each other. Four of the approaches use it, and differ in what they put on top.',
      'The vertical stroke is the accuracy that was measured; the bar around it is where the true one lies with 95% confidence, with so few images (Wilson’s interval). Where two bars overlap much, the difference may be chance.',
    ],
    transferWins: (transfer: string, scratch: string) =>
      `The head reaches ${transfer}, a network from scratch ${scratch} on the same images: the frozen layers already know edges, textures and parts, and from scratch these would have to be learned from your images alone.`,
    scratchWins: (transfer: string, scratch: string) =>
      `A network from scratch reaches ${scratch}, the head ${transfer}. That happens where the images are unlike photographs, so that what the frozen layers know is of little use, or where there are many of them. Training the last blocks, too, may help.`,
    blocks: (tuned: string, linear: string, difference: number) =>
      `With blocks of the base model trained, too, the head reaches ${tuned}, a linear layer on the frozen ones ${linear}: ${
        difference === 0
          ? 'training them brought nothing here.'
          : `a difference of ${images(Math.abs(difference))}.${Math.abs(difference) < 4 ? ' So few may be chance: train both ways with other seeds to be sure.' : difference > 0 ? ' These images have something in them that the frozen blocks do not see.' : ' There are too few images to train so many numbers with.'}`
      }`,
    simpleEnough: (name: string, simple: string, transfer: string) =>
      `“${name}” reaches ${simple} beside ${transfer} without any training: the embeddings already part your classes.`,
    imagenetNames: 'What the pretrained model sees in your classes',
    imagenetName: (className: string, name: string) => `${className}: mostly “${name}”`,
    disagreements: (amount: number) => `${images(amount)} on which they disagree`,
    disagreementsHelp: 'Those that most approaches get wrong come first.',
    allAgree: 'The approaches agree on every image.',
    truth: (className: string) => `Is: ${className}`,
    says: (className: string, names: readonly string[]) => `${className}: ${names.join(', ')}`,
    imageGone: 'This image has been removed since.',
  },

  curve: {
    title: 'Learning curve: how many images are enough?',
    help: 'Trains again and again on 1, 2, 5, 10, 20, 50 and all images of each class, five times each with other images. A network from scratch, three times each, takes some minutes.',
    start: 'Draw learning curve',
    startScratch: 'Add a network from scratch',
    chart: 'Accuracy by training images per class',
    perClass: 'Training images per class',
    all: (mean: number) => `all (${plain.format(Math.round(mean))})`,
    none: '',
    value: (mean: number, low: number, high: number, runs: number) =>
      runs === 1
        ? percent.format(mean)
        : `${percent.format(mean)} (${percent.format(low)} to ${percent.format(high)})`,
    learners: { head: 'Head (transfer)', neighbours: approaches.neighbours, scratch: approaches.scratch },
    band: 'The band reaches one standard deviation of the runs up and down.',
    explanation: [
      'Each point is the mean accuracy of heads that were trained on so many images of each class, always judged on the same other images. With few images it matters which ones they are: that is what the band shows.',
      'Where the curve is still rising at its right end, more images help. Where it is flat, other images, better labels, or trained blocks of the base model help more.',
    ],
    rising: (points: string) =>
      `From the last but one point to all images, the head gained ${points} percentage points: more images would probably still help.`,
    flat: 'The head’s curve is nearly flat at its right end: more images of the same kind would bring little.',
    transfer: (perClass: string, transfer: string, scratch: string) =>
      `With ${perClass} per class transfer reaches ${transfer}, a network from scratch ${scratch}: the frozen layers already know edges and textures, and have to be told only what your classes are called.`,
    fewShot: (perClass: string, accuracy: string) =>
      `With ${perClass} per class the head is right on ${accuracy}.`,
    images,
  },

  growth: {
    title: 'Forgetting and rehearsal',
    help: 'Trains a head without one of your classes, adds that class, and trains on in two ways. Your trained head stays as it is.',
    newClass: 'Class that comes later',
    start: 'Show forgetting',
    tooFewClasses: 'This needs three classes: two old ones, and one that comes later.',
    chart: 'Accuracy after the class came',
    epochs: 'Epochs after the class came',
    curves: {
      'new-only': { old: 'Old classes, new images only', new: 'New class, new images only' },
      rehearsal: { old: 'Old classes, with rehearsal', new: 'New class, with rehearsal' },
    },
    ways: { 'new-only': 'New images only', rehearsal: 'With rehearsal' },
    old: 'Old classes',
    new: 'New class',
    explanation: [
      'A head that is trained on images of one class alone learns the quickest way to be right on them: to call everything by that name. What it knew of the other classes is overwritten. This is called catastrophic forgetting.',
      'Rehearsal is the cure: old images are trained on together with the new ones. Graft keeps the embedding of each image, so rehearsing costs next to nothing, and whenever you add images or a class and press Train, all of them take part.',
    ],
    forgot: (before: string, after: string, rehearsed: string) =>
      `On the old classes accuracy falls from ${before} to ${after} when only new images are trained on. With rehearsal it ends at ${rehearsed}.`,
    learned: (newOnly: string, rehearsed: string) =>
      `The new class ends at ${newOnly} without and ${rehearsed} with rehearsal. Where everything is called by the new name, its own figure means little.`,
  },
};
