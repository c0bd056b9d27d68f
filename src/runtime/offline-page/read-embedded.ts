import { decodeBase64 } from '../../core/export/offline-page/decode-base64.ts';

/** The text of an element of this page. @throws where it is missing */
export function readEmbeddedText(id: string): string {
  const text = document.getElementById(id)?.textContent;
  if (text == null) throw new Error(`this page has no ${id}`);
  return text;
}

/** The bytes that an element of this page holds as base64. @throws where it is missing */
export function readEmbeddedBytes(id: string): Uint8Array<ArrayBuffer> {
  return decodeBase64(readEmbeddedText(id));
}
