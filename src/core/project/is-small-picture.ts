import { readJpegLayout } from '../images/read-jpeg-layout.ts';
import { projectLimits } from './project-file.ts';

/** Whether these bytes are what a project file may hold as the small picture of an image: a sequential JPEG, small by its header. */
export function isSmallPicture(bytes: Uint8Array): boolean {
  const { thumbnailBytes, thumbnailSide } = projectLimits;
  if (bytes.length > thumbnailBytes) return false;
  const layout = readJpegLayout(bytes);
  if (layout === null) return false;
  const { sequential, width, height } = layout;
  return sequential && width > 0 && height > 0 && Math.max(width, height) <= thumbnailSide;
}
