/** What browsers, workers and Node have, and this room's types do not know. */
declare const atob: (base64: string) => string;

/**
 * The bytes of a text in base64, as `encodeBase64` writes it.
 * @throws where it is none
 */
export function decodeBase64(base64: string): Uint8Array<ArrayBuffer> {
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let index = 0; index < letters.length; index++) bytes[index] = letters.charCodeAt(index);
  return bytes;
}
