/**
 * What cuts the square out of a picture where the code runs, other than the browser as in the preview: Skia in Node, Pillow in Python, the model
 * itself, Teachable Machine's library. MediaPipe would squash a picture, and gets the square instead.
 */
export type Resizer = 'node' | 'pillow' | 'model' | 'teachable-machine' | 'mediapipe';

/** What the code needs to know of a file beside its base model. */
export interface SnippetFile {
  /** What it is called when it is downloaded. */
  readonly fileName: string;
  readonly labels: readonly string[];
  /** Below which confidence the answer is "None of these", 0 to 1; null for never. */
  readonly noneThreshold: number | null;
}

/** Code in one language. */
export interface Snippet {
  /** As people call it, which is the same in every language of the page. */
  readonly language: string;
  readonly code: string;
  /** Where a client is known to give other answers from original files than the preview, or would. */
  readonly resizer?: Resizer;
}
