/**
 * Fetches the credits that lie beside the sample images.
 * @param pageAddress the address that the page's own files are relative to
 * @returns the parsed JSON, not checked; null when it cannot be read
 */
export async function readSampleCredits(pageAddress: string = document.baseURI): Promise<unknown> {
  try {
    const response = await fetch(new URL('samples/credits.json', pageAddress));
    return response.ok ? ((await response.json()) as unknown) : null;
  } catch {
    return null;
  }
}
