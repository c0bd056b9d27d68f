/** As much of the element as is asked. */
interface ClassifierElement extends HTMLElement {
  readonly labels: readonly string[];
  classify(image: ImageData): Promise<{
    readonly predictions: readonly { readonly label: string; readonly confidence: number }[];
  }>;
}

/**
 * Answers what the page around a frame asks the classifier of the page in the frame. Its text is put behind that of the page, so that it refers to
 * nothing outside of itself.
 */
export function answerParent(): void {
  const findLabels = async (element: ClassifierElement) => {
    while (element.labels.length === 0) {
      const note = element.shadowRoot?.querySelector('[data-problem]');
      if (note != null) throw new Error(note.textContent ?? '');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return element.labels;
  };
  const classify = async (element: ClassifierElement, pixels: Uint8Array) => {
    const side = Math.sqrt(pixels.length / 3);
    const rgba = new Uint8ClampedArray(4 * side * side).fill(255);
    for (let from = 0, to = 0; from < pixels.length; from += 3, to += 4) {
      rgba.set(pixels.subarray(from, from + 3), to);
    }
    const { predictions } = await element.classify(new ImageData(rgba, side, side));
    const confidences = new Map(predictions.map(({ label, confidence }) => [label, confidence]));
    return element.labels.map((label) => confidences.get(label) ?? Number.NaN);
  };
  addEventListener('message', ({ source, ports: [port] }) => {
    if (source !== parent || port === undefined) return;
    port.onmessage = async ({ data }: MessageEvent<'labels' | Uint8Array>) => {
      try {
        const element = document.querySelector<ClassifierElement>('graft-classifier');
        if (element === null) throw new Error('it has no classifier');
        const result = data === 'labels' ? await findLabels(element) : await classify(element, data);
        port.postMessage({ result });
      } catch (error) {
        port.postMessage({ problem: error instanceof Error ? error.message : String(error) });
      }
    };
    port.postMessage('here');
  });
}
