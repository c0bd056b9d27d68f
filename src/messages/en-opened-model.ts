import { count } from './en-counts.ts';
import { decimal, list, plain, wordy } from './en-formats.ts';

/** What the page says of models that come from files, in English. */
export const enOpenedModel = {
  title: 'A model from a file',
  intro:
    'Have a model already? Open it here: any model that Graft has written, the ZIP of Teachable Machine, or a model.json with its weight files. It stays on this device.',
  programs: (names: readonly string[]) =>
    `For an ONNX or TFLite file or a C header, the program that runs it is fetched once from the same host as Graft: ${list.format(names)}.`,
  program: (name: string, sizeText: string) => `${name} (${sizeText})`,
  fetching: (program: string) => `Fetching ${program}`,
  fetched: (loadedText: string, totalText: string) => `${loadedText} of ${totalText}`,
  open: 'Open a model',
  openAnother: 'Open another model',
  close: 'Close this model',
  opening: (name: string) => `Opening ${name}.`,
  openingTask: 'Opening the model',
  opened: (name: string, classCount: number) =>
    `${name} is open: ${count(classCount, 'class', 'classes')}. Choose an image to classify.`,
  choice: 'Which model answers',
  trained: 'Your head',
  fromFile: 'Opened model',
  facts: (classCount: number, inputSize: number, parameterCount: number | null) => {
    const seen = `${count(classCount, 'class', 'classes')} · sees ${plain.format(inputSize)} × ${plain.format(inputSize)} pixels`;
    return parameterCount === null ? seen : `${seen} · ${wordy.format(parameterCount)} weights`;
  },
  headFacts: (classCount: number, baseModel: string) =>
    `${count(classCount, 'class', 'classes')} · a head alone, run on ${baseModel}`,
  makers: { graft: 'Exported by Graft', 'teachable-machine': 'Exported by Teachable Machine' },
  formats: {
    'layers-model': 'TensorFlow.js layers model',
    'graph-model': 'TensorFlow.js graph model',
    onnx: 'ONNX, run by ONNX Runtime',
    tflite: 'TFLite, run by LiteRT',
    'c-header': 'C header, run by LiteRT',
    keras: 'Keras, run by TensorFlow.js',
    'web-component': 'web component',
    'offline-page': 'offline page',
    'scratch-extension': 'Scratch blocks',
  },
  made: (maker: string, format: string) => `${maker} · ${format}`,
  noLabels: 'It brings no class names, so its classes are numbered. Put a labels.txt beside it to name them.',
  otherLabels: (labelCount: number, classCount: number) =>
    `It brings ${count(labelCount, 'class name', 'class names')} for ${count(classCount, 'class', 'classes')}, so its classes are numbered.`,
  repeatedLabels: 'Some of its classes have the same name.',
  outputs: {
    logits: 'Its answers are no probabilities, so Graft turns them into some (softmax).',
    scores:
      'It rates each class by itself, so its answers do not sum to 100 %. Graft shows each one’s share of their sum.',
  },
  range: 'Pixel values it takes',
  rangeAssumed: 'Its files do not say, so this is assumed. If its answers make no sense, try the others.',
  rangeOption: (low: number, high: number) => `${number(low)} to ${number(high)}`,
  lasting: {
    kept: 'This browser keeps a copy of it and opens it again with the page, until you close it here. The file itself is not changed.',
    linked: 'The address of this page opens it each time.',
    visit:
      'It is not kept in this browser: it is open until the page is loaded again. The file itself is not changed.',
  },
  tryOne: 'Or try one of your images:',
  explanation:
    'A model from a file answers like the head you train here, but it is finished: your classes and images do not change it. It sees the square in the middle of an image, scaled as for your own head.',
  teachableMachine:
    'Teachable Machine’s own page scales images a little more coarsely, so its confidences may differ by a point or two.',
  isolation:
    'It runs in a worker of its own. Only weights and layers are read from the file, never code, and nothing is fetched from the addresses in it.',
};

function number(value: number): string {
  return decimal.format(value).replace('-', '−');
}
