import { aboutTime } from './en-about-time.ts';
import { count } from './en-counts.ts';

/** What the page says about the speed of the machine, in English. */
export const enSpeed = {
  title: 'Speed on this machine',
  intro:
    'Measures each backend with drawn pictures, in a minute at most. Your images and the engine stay as they are. Best while nothing else runs.',
  start: 'Measure speed',
  again: 'Measure speed again',
  running: 'Measuring the speed',
  done: 'The speed of this machine was measured.',
  table: 'Speed of each backend',
  backend: 'Backend',
  pass: 'Base model alone',
  image: 'From file',
  epoch: 'An epoch',
  inUse: (backend: string) => `${backend} (in use)`,
  emulated: 'Only emulated here, and slow',
  absent: 'Not available here',
  leftOut: 'Left out: the minute was over',
  explanation:
    '“Base model alone” is one image through the network, on one processor where the backend runs on it. “From file” is an image from its file to the numbers that a head learns from, with all that Graft uses at one time. “An epoch” is one round of training a head on 1,000 images.',
  /** @param trainingMs of 50 epochs on them */
  meaning: (backend: string, imagesMs: number, trainingMs: number) =>
    `With ${backend}, 500 new images take ${aboutTime(imagesMs)} here before they can be trained on, and 50 epochs on them ${aboutTime(trainingMs)}.`,
  copy: 'Copy as text',
  copied: 'Copied',
  copyRefused: 'This browser does not let the page copy. Select the table by hand.',
  heading: (inputSize: number, processorCount: number) =>
    `Speed of Graft, ${count(processorCount, 'processor', 'processors')}, images of ${inputSize} × ${inputSize} pixels`,
};
