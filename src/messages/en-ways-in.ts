import { count } from './en-counts.ts';

/** The English sentences of the ways in beside files: the camera. */
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
};
