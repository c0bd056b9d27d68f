/**
 * Whether a file is to be unpacked rather than looked at, by the ending of its name or the media type it came with: a ZIP,
 * or a project of Graft or Teachable Machine, which are ZIPs.
 * @param mediaType as the system or the archive states it; empty where it is not known
 */
export function isZip(path: string, mediaType: string): boolean {
  return /\.(?:zip|graft|tm)$/i.test(path) || /^application\/(x-)?zip(-compressed)?$/.test(mediaType);
}
