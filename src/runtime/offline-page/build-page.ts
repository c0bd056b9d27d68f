import type { ClassifierFacts } from '../../core/export/classifier/read-classifier.ts';
import { enClassifier } from '../../messages/en-classifier.ts';
import { createElement } from '../view/create-element.ts';
import styles from './offline-page.css?inline';

/** So many labels are named at the top, each up to so many characters. */
const named = { count: 6, length: 40 };

/**
 * What is read in an exported page: what it is around the classifier, then what it learned from and what it cannot do.
 * @param facts null where the model cannot be read
 */
export function buildPage(classifier: HTMLElement, facts: ClassifierFacts | null): DocumentFragment {
  const { page } = enClassifier;
  const fragment = document.createDocumentFragment();
  const heading = createElement('header', {}, createElement('h1', {}, page.title));
  const main = createElement('main', {}, heading, classifier);
  fragment.append(createElement('style', {}, styles), main);
  if (facts === null) return fragment;

  const shortened = facts.labels.slice(0, named.count).map(shorten);
  heading.append(createElement('p', {}, page.tellsApart(shortened, facts.labels.length - shortened.length)));
  main.append(describe(facts));
  fragment.append(createElement('footer', {}, page.made(facts.graftVersion, facts.base.licence)));
  return fragment;
}

function describe({ labels, createdAt, base, metrics, noneThreshold }: ClassifierFacts): HTMLElement {
  const { page } = enClassifier;
  const { test, validation } = metrics;
  const accuracy =
    test !== null
      ? page.tested(test.accuracy, test.sampleCount)
      : validation !== null
        ? page.validated(validation.accuracy, validation.sampleCount)
        : page.notTested;
  const { knows, square, other, harm } = page.limits;
  const limits = [knows(noneThreshold), square, other, harm];
  return createElement(
    'section',
    { 'aria-labelledby': 'about' },
    createElement('h2', { id: 'about' }, page.aboutTitle),
    createElement('p', {}, `${page.what(labels.length, createdAt)} ${page.base(base.name)} ${accuracy}`),
    createElement('p', {}, page.privacy),
    createElement('h3', {}, page.limitsTitle),
    createElement('ul', {}, ...limits.map((limit) => createElement('li', {}, limit))),
  );
}

function shorten(label: string): string {
  const letters = [...label];
  return letters.length <= named.length ? label : `${letters.slice(0, named.length - 1).join('')}…`;
}
