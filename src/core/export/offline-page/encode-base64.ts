const alphabet = Uint8Array.from(
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  (letter) => letter.charCodeAt(0),
);
const padding = '='.charCodeAt(0);

/** Base64 (RFC 4648, section 4) as ASCII: a text of ten megabytes would take a lot of memory on its way into a file. */
export function encodeBase64(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const encoded = new Uint8Array(Math.ceil(bytes.length / 3) * 4).fill(padding);
  let to = 0;
  for (let from = 0; from < bytes.length; from += 3) {
    const rest = bytes.length - from;
    const bits = ((bytes[from] as number) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
    encoded[to] = alphabet[bits >> 18] as number;
    encoded[to + 1] = alphabet[(bits >> 12) & 63] as number;
    if (rest > 1) encoded[to + 2] = alphabet[(bits >> 6) & 63] as number;
    if (rest > 2) encoded[to + 3] = alphabet[bits & 63] as number;
    to += 4;
  }
  return encoded;
}
