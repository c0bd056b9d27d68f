import { decimal, images, percent, plain, threePlaces } from './en-formats.ts';

const whole = (fraction: number) => percent.format(Math.round(100 * fraction) / 100);

/** What is said about confidence and about "None of these", in English. */
export const enCalibration = {
  title: 'Can its confidence be trusted?',
  diagram: 'Reliability diagram',
  confidence: 'Confidence',
  accuracy: 'Accuracy',
  count: 'Images',
  from: (lower: number, upper: number) => `${whole(lower)} to ${whole(upper)}`,
  numbers: 'Show the numbers',
  summary: (confidence: number, accuracy: number) =>
    `On average it was ${percent.format(confidence)} sure, and right on ${percent.format(accuracy)}.`,
  error: (error: number, byChance: number, imageCount: number) =>
    error <= 1.5 * byChance
      ? `Confidence and accuracy differ by ${threePlaces.format(error)} (expected calibration error). On ${images(imageCount)}, chance alone gives about ${threePlaces.format(byChance)}: take its confidence at its word.`
      : `Confidence and accuracy differ by ${threePlaces.format(error)} (expected calibration error), more than the ${threePlaces.format(byChance)} that chance alone gives on ${images(imageCount)}: do not take its confidence at its word.`,
  /** `error` is with the temperature, `errorBefore` without it. */
  temperature: (temperature: number, error: number, errorBefore: number) =>
    temperature === 1
      ? 'No temperature was fitted: that needs ten images that it has not learned from.'
      : `A temperature of ${decimal.format(temperature)} was fitted on answers to images that the head giving them had not learned from, and is part of the head. ${Math.abs(Math.log(temperature)) < 0.1 ? 'There was little to correct' : temperature > 1 ? 'Without it, it would be too sure of itself' : 'Without it, it would be less sure than it may be'} (error without it ${threePlaces.format(errorBefore)}${errorBefore < error ? '; it is fitted to the log loss, and on few images the two may disagree' : ''}).`,
  explanation:
    'Of all images where it is 80% sure, about 80% should be right. Each bar stands for the images of about one confidence; it reaches up to how many of them were right, and should end at the slanted line. Below the line it is too sure of itself, above it, not sure enough. Pale bars stand for few images and say little.',
  explanationError:
    'The expected calibration error is the mean distance between the bars and the line, weighted by their images. Even a perfect model has some on few images; so it is compared with what chance alone would give.',
  explanationTemperature:
    'The temperature divides what the head computes before the softmax. It makes all confidences larger or smaller together and changes no answer. Exported models have it built in.',
  none: '“None of these”',
  threshold: 'Least confidence for naming a class',
  thresholdOff: 'Every image is given a class now.',
  switchOn: 'Say “None of these”',
  switchOff: 'Always name a class',
  falseAlarms: 'Right answers withheld',
  misses: 'Unknown things named all the same',
  rate: (count: number, total: number) =>
    `${total === 0 ? 'none' : percent.format(count / total)} (${plain.format(count)} of ${plain.format(total)})`,
  noUnknowns:
    'With two classes nothing stands in for something unknown, so that is not known. Show it some in Predict.',
  fitted: (threshold: number) =>
    `Back to ${whole(threshold)}, which withholds at most one right answer in twenty`,
  noneExplanation:
    'Below this confidence the answer in Predict is “None of these”. A higher threshold lets fewer unknown things pass, but withholds more answers that would have been right.',
  noneExplanationUnknown:
    'Nobody has shown it anything unknown, so the validation images stand in: each is judged as if its own class did not exist. That is hard, because they look like your classes; most things that are wholly different are noticed more often than said here.',
};
