import { list, number, type Read, text } from '../shared/read-json.ts';
import { projectLimits } from './project-file.ts';

/** The id of a class, a sample or a recording. */
export const id = text(projectLimits.idLength);

/** SHA-256 as hex. */
export const hash: Read<string> = (value) =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? value : undefined;

/** Any number that is finite. */
export const anyNumber = number(-Number.MAX_VALUE, Number.MAX_VALUE);

/** What the pixel values 0 and 255 become. */
export const inputRange: Read<readonly [number, number]> = (value) => {
  const [low, high] = list(anyNumber, 2)(value) ?? [];
  return low === undefined || high === undefined ? undefined : [low, high];
};
