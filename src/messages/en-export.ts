/** What the page says in the step "Export". */
export const enExport = {
  compression: 'How small can it be?',
  before:
    'Your trained model can be downloaded here, in formats for the web, Python, phones and classrooms. There is none yet: train one first.',
  previewTitle: 'Which formats?',
  workTitle: 'Your work',
  project: {
    action: 'Save project',
    text: 'Images, classes, settings and the trained model in one file. “Import ZIP or project” opens it, here or on another device.',
    savedBefore: (fileName: string) =>
      `${fileName} is from before: the project has changed since. Save it again for the project of now.`,
  },
  withEmbeddings: (sizeText: string) => `Opens faster, ${sizeText} larger`,
  dataSet: {
    action: 'Download data set',
    text: 'The images as a ZIP of class folders with a table of labels, for Keras, Hugging Face and others.',
    savedBefore: (fileName: string) =>
      `${fileName} is from before: images, classes or sets have changed since. Download again for the data set of now.`,
  },
  deviceOnly: 'Files are made in this tab. Nothing is uploaded.',
  writing: 'Writing the file',
  checking: 'Checking the file on your images',
  checkWith: (program: string) => `Check the file with ${program}`,
  checkWithHelp: (program: string, sizeText: string) =>
    `${program} is fetched for the first check: ${sizeText}, once, from the same host as Graft.`,
  checkFetched: (program: string) => `${program} has been fetched: nothing more is.`,
  fetching: (program: string) => `Fetching ${program} for the check`,
  fetched: (loadedText: string, totalText: string) => `${loadedText} of ${totalText}`,
  skipCheck: 'Skip the check',
  precision: 'Weights',
  about: (sizeText: string, text: string) => `About ${sizeText}. ${text}`,
  programme: 'Code for',
  withPreprocessing: 'Takes pictures of any size',
  withPreprocessingHelp: 'Crops, resizes and scales them itself.',
  savedBefore: (fileName: string) =>
    `${fileName} is from before: the model, a class name or the choice has changed since. Download again for the file of now.`,
  saved: (fileName: string, sizeText: string) => `${fileName}, ${sizeText}`,
  howTo: 'How to use it',
  unzip: (fileName: string) => `Unzip ${fileName} first: the code opens the files in it.`,
  noneInCode: (thresholdText: string) =>
    `As in Predict, an answer below a confidence of ${thresholdText} is “None of these”.`,
  code: 'Code',
  /** How far the code is from the preview on original files; `npm run bench -- --data DIR --exports` measures it. */
  fromFiles: {
    node: 'From original files: Node’s canvas resizes slightly differently from the preview. In our tests with 150 photos, 148 kept their top class. On some photos the answer differs clearly: by up to 18 percentage points.',
    pillow:
      'From original files: Pillow resizes slightly differently from the preview. In our tests with 150 photos, 149 kept their top class. On some photos the answer differs clearly: by up to 18 percentage points.',
    model:
      'From original files: the model resizes slightly differently from the preview. In our tests with 150 photos, 149 kept their top class. On some photos the answer differs clearly: by up to 17 percentage points.',
    'teachable-machine':
      'From original files: its library resizes more coarsely than the preview. In our tests with 150 photos, 145 kept their top class. On some photos the answer differs clearly: by up to 35 percentage points.',
    mediapipe:
      'From original files: the same as the preview, because this code cuts out the square. Given whole photos, MediaPipe squashes them: in our tests with 150 photos, 142 then kept their top class.',
  },
  copy: 'Copy code',
  copied: 'Copied',
  copyByHand: 'This browser does not let the page copy. The code is selected: press Ctrl+C, or ⌘C on a Mac.',
  /** Why a format is not offered. */
  obstacles: {
    'base-not-exportable': (baseModel: string) =>
      `Graft does not know the layers of ${baseModel} well enough to write this file. The head can be exported.`,
    'head-of-tuned-base': (_baseModel: string) =>
      'This head learned together with blocks of the base model, and would be wrong on any other one. The full model has both.',
  },
  /** Where people use a file. */
  places: {
    web: 'On a web page or in Node',
    python: 'In Python and elsewhere',
    phone: 'On a phone or a microcontroller',
    classroom: 'In p5.js and Scratch',
    paper: 'To read and keep',
  },
  formats: {
    'offline-page': {
      name: 'Offline page',
      action: 'Download offline page',
      text: 'One HTML file with the model, camera and everything else inside: a double click opens it, no connection needed.',
    },
    'web-component': {
      name: 'Web component',
      action: 'Download web component',
      text: 'A ZIP with the element <graft-classifier> for your own page, the model and an example; for p5.js and the like, too.',
    },
    'full-model': {
      name: 'Full model (TF.js)',
      action: 'Download full model (TF.js)',
      text: 'From pixels to class probabilities, as layers.',
    },
    'graph-model': {
      name: 'Graph model (TF.js)',
      action: 'Download graph model (TF.js)',
      text: 'The same in fewer steps: with 32 or 16 bits the fastest in a browser.',
    },
    head: {
      name: 'Head (TF.js)',
      action: 'Download head (TF.js)',
      text: 'The trained layer alone, without the base model.',
    },
    onnx: {
      name: 'ONNX',
      action: 'Download ONNX',
      text: 'For ONNX Runtime in Python, C#, Java, C++ and others.',
    },
    keras: {
      name: 'Keras',
      action: 'Download Keras',
      text: 'One .keras file for Keras 3, which can train it further.',
    },
    tflite: {
      name: 'TFLite',
      action: 'Download TFLite',
      text: 'For LiteRT and MediaPipe on Android, iPhone and Raspberry Pi. With 8 bits it is the smallest and fastest there; try it first.',
    },
    'c-header': {
      name: 'C header',
      action: 'Download C header',
      text: 'The 8-bit model and its labels as source code, for boards with megabytes of memory. Its first lines say how it is used.',
    },
    'teachable-machine': {
      name: 'Teachable Machine',
      action: 'Download for Teachable Machine',
      text: 'As Teachable Machine exports it, for all that opens its models.',
    },
    'scratch-extension': {
      name: 'Scratch extension',
      action: 'Download Scratch extension',
      text: 'Blocks that say what the camera or the stage shows, for TurboWarp, which edits Scratch projects: under “Custom Extension” choose this file and “Run extension without sandbox”. Needs no connection. Scratch’s own site takes no extensions from files.',
    },
    'model-card': {
      name: 'Model card',
      action: 'Download model card',
      text: 'What it is for, what it learned from, how well it does and where it fails: a page to read or print.',
    },
    report: {
      name: 'Report',
      action: 'Download report',
      text: 'Settings, curves, scores and every prediction, as JSON.',
    },
  },
};
