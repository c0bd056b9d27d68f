import { enClassifier } from '../../messages/en-classifier.ts';
import type { Answer } from '../classifier/create-classifier.ts';
import { createElement } from './create-element.ts';

/** So many are shown before the person asks for all. */
const firstCount = 10;

/** The labels as bars, the likeliest first. */
export interface PredictionList {
  readonly element: HTMLElement;
  /** Null takes away what was shown. */
  show(answer: Answer | null): void;
}

export function createPredictionList(): PredictionList {
  const list = createElement('ol', { 'aria-label': enClassifier.list });
  const more = createElement('button', { type: 'button', class: 'more', 'aria-expanded': 'false' });
  let all = false;
  let shown: Answer | null = null;
  more.addEventListener('click', () => {
    all = !all;
    draw();
  });

  function draw() {
    const predictions = shown?.predictions ?? [];
    const wanted = predictions.slice(0, all ? undefined : firstCount);
    // The rows stay the same from frame to frame, so that their bars move instead of flickering.
    while (list.children.length > wanted.length) list.lastElementChild?.remove();
    while (list.children.length < wanted.length) list.append(createRow());
    wanted.forEach(({ label, confidence }, index) => {
      const [name, percent, track] = (list.children[index] as HTMLElement)
        .children as unknown as HTMLElement[];
      if (name !== undefined) name.textContent = label;
      if (percent !== undefined) percent.textContent = enClassifier.percent(confidence);
      track?.style.setProperty('--confidence', String(confidence));
    });
    list.hidden = wanted.length === 0;
    list.toggleAttribute('data-none', shown?.label === null);
    more.hidden = predictions.length <= firstCount;
    more.ariaExpanded = String(all);
    more.textContent = all ? enClassifier.showFewer : enClassifier.showAll(predictions.length);
  }

  draw();
  return {
    element: createElement('div', {}, list, more),
    show(answer) {
      shown = answer;
      draw();
    },
  };
}

function createRow(): HTMLLIElement {
  const track = createElement('span', { class: 'track', 'aria-hidden': 'true' }, createElement('span'));
  return createElement('li', {}, createElement('bdi'), createElement('span', { class: 'percent' }), track);
}
