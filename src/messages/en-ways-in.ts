import { count } from './en-counts.ts';

const seconds = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const pixels = new Intl.NumberFormat('en', { useGrouping: 'min2' });

/** `12.5 s`, `3 min 5 s`. */
function duration(durationSeconds: number): string {
  if (durationSeconds < 59.95) return `${seconds.format(durationSeconds)} s`;
  const whole = Math.round(durationSeconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** The English sentences of the ways in beside image files: the camera and videos. */
export const enWaysIn = {
  camera: {
    title: (name: string) => `Camera for ${name}`,
    opening: 'Asking for the camera',
    view: 'What the camera sees',
    takePicture: 'Take picture',
    holdToRecord: 'Hold to record',
    record: (seconds: number) => `Record ${seconds} s`,
    recordHelp: 'Turn the thing, change the distance and the background while you record.',
    startsIn: (seconds: number) => `Recording starts in ${seconds} s`,
    recording: 'Recording',
    recorded: (amount: number) => count(amount, 'picture', 'pictures'),
    taken: (amount: number) => `${count(amount, 'picture', 'pictures')} added`,
    shotFailed: 'A picture could not be taken. Those before it are kept; try again.',
    fileName: (number: number) => `camera-${String(number).padStart(3, '0')}.jpg`,
    options: 'Options',
    choose: 'Camera',
    front: (number: number) => `Front camera${number === 1 ? '' : ` ${number}`}`,
    back: (number: number) => `Back camera${number === 1 ? '' : ` ${number}`}`,
    unnamed: (number: number) => `Camera ${number}`,
    mirror: 'Mirror the view',
    mirrorHelp: 'Only the view is turned around. Pictures are kept and judged the right way round.',
    fields: {
      framesPerSecond: { label: 'Pictures per second', help: 'While recording.' },
      delaySeconds: { label: 'Delay', help: 'Seconds before a recording starts.' },
      lengthSeconds: { label: 'Length', help: 'Seconds; 0 records while you hold the button.' },
    },
  },
  video: {
    title: (className: string) => `Frames for ${className}`,
    opening: 'Opening the video',
    about: (durationSeconds: number, width: number, height: number) =>
      `${duration(durationSeconds)} long, ${pixels.format(width)} × ${pixels.format(height)} pixels. Each frame is cut to the square in the middle, which is what the model sees.`,
    count: 'Frames',
    everySeconds: 'Seconds apart',
    plan: (amount: number, wanted: number, lastSeconds: number, durationSeconds: number) =>
      amount < wanted
        ? `The video is over after ${count(amount, 'frame', 'frames')}.`
        : `${count(amount, 'frame', 'frames')}, the last one at ${duration(lastSeconds)} of ${duration(durationSeconds)}.`,
    take: (amount: number) => `Take ${count(amount, 'frame', 'frames')}`,
    spread: 'Spread over the whole video',
    taking: 'Taking frames',
    taken: (done: number, total: number) => `${done} of ${total}`,
    leaveAll: 'Leave all out',
    more: (amount: number) => `${count(amount, 'more video follows', 'more videos follow')}.`,
  },
};
