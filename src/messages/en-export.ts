/** What the page says in the step "Export". */
export const enExport = {
  compression: 'How small can it be?',
  before: 'A trained model can be downloaded here.',
  workTitle: 'Your work',
  project: {
    action: 'Save project',
    text: 'Images, classes, settings and the trained model in one file. “Import ZIP or project” opens it, here or on another device.',
  },
  withEmbeddings: (sizeText: string) => `Opens faster, ${sizeText} larger`,
  dataSet: {
    action: 'Download data set',
    text: 'The images as a ZIP of class folders with a table of labels, for Keras, Hugging Face and others.',
  },
  deviceOnly: 'Files are made in this tab. Nothing is uploaded.',
  writing: 'Writing the file',
  saved: (fileName: string, sizeText: string) => `${fileName}, ${sizeText}`,
  howTo: 'How to use it',
  code: 'Code',
  copy: 'Copy code',
  copied: 'Copied',
  copyByHand: 'This browser does not let the page copy. The code is selected: press Ctrl+C, or ⌘C on a Mac.',
  notExportable: (baseModel: string) =>
    `The layers of ${baseModel} are not known, so only the head can be exported.`,
  tunedHead:
    'This head learned together with blocks of the base model, and would be wrong on any other one. The full model has both.',
  head: {
    action: 'Download head (TF.js)',
    text: 'The trained layer alone: from the base model’s numbers to class probabilities.',
  },
  fullModel: {
    action: 'Download full model (TF.js)',
    text: 'Base and head in one TF.js layers model: from pixels to class probabilities.',
  },
  report: {
    action: 'Download report',
    text: 'Settings, curves, scores and every prediction as one JSON file.',
  },
};
