import { count } from './en-counts.ts';
import { day, grouped, images, list, percent } from './en-formats.ts';

const quote = (label: string) => `“${label}”`;

/** What an exported classifier says where it runs: as a page of its own, and as an element of another page. */
export const enClassifier = {
  input: 'Image to classify',
  inputHelp: 'Drop one here, paste it or choose a file',
  dropHere: 'Drop to classify',
  useCamera: 'Use camera',
  stopCamera: 'End camera',
  cameraView: 'What the camera sees',
  picture: (name: string) => `The square of ${name} that the model sees`,
  pasted: 'the pasted image',
  list: 'Predictions',
  starting: 'The model is getting ready.',
  waiting: 'Show it an image: the likeliest class comes first.',
  classifying: 'Classifying the image.',
  percent: (fraction: number) => percent.format(fraction),
  showAll: (amount: number) => `Show all ${grouped.format(amount)}`,
  showFewer: 'Show fewer',
  none: 'None of these',
  noneBecause: (confidence: number, threshold: number) =>
    `It is only ${percent.format(confidence)} sure of its best guess; below ${percent.format(threshold)} it does not name a class.`,
  /** Said to those who do not see the bars. */
  announce: (label: string | null, confidence: number) =>
    label === null
      ? `None of these; ${percent.format(confidence)} for the best guess.`
      : `${label}, ${percent.format(confidence)}.`,

  problems: {
    'file-empty': 'This file is empty. Copy it again from where it came from, then choose it again.',
    'file-damaged': 'This image is damaged or cut short. Save it again in an image program, or copy it anew.',
    'file-too-large': 'This image is too large to be opened here. Save a smaller copy and choose that.',
    'file-transparent': 'This image is fully transparent, so there is nothing to see. Choose another one.',
    'file-not-an-image': 'This is not an image that can be opened here. Choose one as JPEG, PNG or WebP.',
    'no-picture': 'There is no picture to see. Choose another image.',
    'no-classifier': 'The model is not there yet. Wait for “graft-ready”, then ask again.',
    'no-file': 'That is no file. Save the image first, then choose it.',
    'camera-refused':
      'The camera may not be used here. Allow it beside the address of the page, or choose an image from a file.',
    'camera-missing': 'No camera was found. Plug one in, or choose an image from a file.',
    'camera-busy':
      'The camera could not be opened; another program may be using it. Close that one, then try again.',
    'camera-gone': 'The camera is gone: unplugged, or taken back. Press “Use camera” to try again.',
    'camera-unsupported':
      'This browser gives no camera to a page that is opened in this way. Choose an image from a file, or open the page in Chrome, Edge or Firefox.',
    'classifier-unfit': 'The model in here is damaged or of another kind. Download it from Graft once more.',
    'classifier-unreachable':
      'The model could not be fetched. Check the address in “src” and the connection, then load the page again.',
    'wasm-unavailable':
      'This browser cannot run the model, because WebAssembly is missing or switched off. Open the page in a current version of Chrome, Edge, Firefox or Safari.',
  },

  page: {
    title: 'Image classifier',
    tellsApart: (labels: readonly string[], restCount: number) =>
      `It tells apart ${list.format([...labels.map(quote), ...(restCount === 0 ? [] : [`${grouped.format(restCount)} more`])])}.`,
    aboutTitle: 'About this classifier',
    what: (labelCount: number, when: string) =>
      `A neural network that learned ${count(labelCount, 'class', 'classes')} from somebody’s own images, with Graft in a browser, and was saved on ${day.format(new Date(when))}.`,
    base: (name: string) =>
      `Below it lies ${name}, which has learned from over a million photographs (ImageNet) what images are made of.`,
    tested: (accuracy: number, imageCount: number) =>
      `On ${images(imageCount)} that were put aside for a test it was right ${percent.format(accuracy)} of the time.`,
    validated: (accuracy: number, imageCount: number) =>
      `On ${images(imageCount)} that were held back while it was trained it was right ${percent.format(accuracy)} of the time.`,
    notTested: 'How often it is right was not measured: no images were held back for that.',
    limitsTitle: 'What it cannot do',
    limits: {
      knows: (noneThreshold: number | null) =>
        noneThreshold === null
          ? 'It knows nothing but its classes: whatever it is shown, it names one of them.'
          : `It knows nothing but its classes. When it is less than ${percent.format(noneThreshold)} sure it says “None of these”, but some unknown things look so much like one of them that it is sure.`,
      square: 'It sees only the square in the middle of an image.',
      other:
        'It has learned from examples, often few. Other light, another camera or another background can make it worse.',
      harm: 'A confidence is no proof. Do not leave to it what could harm anybody.',
    },
    privacy:
      'Everything is in this one file. It works without a connection and cannot open one: images stay on this device and are not kept.',
    made: (graftVersion: string, licence: string) =>
      `Made with Graft ${graftVersion}. The base model (Google) is under the licence ${licence}; TensorFlow.js (Google), which computes, is under the licence Apache-2.0: apache.org/licenses/LICENSE-2.0.`,
  },
};
