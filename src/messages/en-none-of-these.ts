import { percent } from './en-formats.ts';

/** What is said about images that are none of the classes, in English. */
export const enNoneOfThese = {
  answer: 'None of these',
  because: (confidence: number, threshold: number) =>
    `It is only ${percent.format(confidence)} sure of its best guess; below ${percent.format(threshold)} it does not name a class.`,
  switch: 'Say “None of these” when unsure',
  switchHelp: (threshold: number) =>
    `When it is less than ${percent.format(threshold)} sure of its best guess`,
  switchOffHelp: 'Every image gets the name of a class now, however unsure it is.',
  explanation:
    'A classifier only knows your classes: shown a chair, it still names the class that is least unlike it, but is often less sure. Below the confidence chosen here, the answer is “None of these”. This is no proof: some unknown things look so much like one of your classes that it is sure of them. If you know what else will come before the camera, a class of its own for that, with many different images, works better.',
  where: 'Evaluate shows what it costs and brings, and lets you choose it.',
};
