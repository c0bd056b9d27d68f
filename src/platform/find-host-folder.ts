/**
 * The folder that the page lies in, where other devices reach it; null for a page of this device alone.
 * @param folderUrl absolute, ending in a slash
 */
export function findHostFolder(folderUrl: string): string | null {
  const { protocol, hostname } = new URL(folderUrl);
  const isOfThisDevice = /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
  return /^https?:$/.test(protocol) && !isOfThisDevice ? folderUrl : null;
}
