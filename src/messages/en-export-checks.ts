import { points } from './en-percentage-points.ts';

/** What came of running a person's images through a file: `largestDifference` is that of any probability, 0 to 1. */
interface Comparison {
  readonly client: string;
  readonly imageCount: number;
  readonly largestDifference: number;
  readonly sameClassCount: number;
}

/** Why nothing opened a file; `client` would have. */
type Unchecked =
  | { readonly reason: 'no-client'; readonly format: string }
  | { readonly reason: 'no-images' | 'base-not-in-use' }
  | { readonly reason: 'not-wanted' | 'broken-off'; readonly client: string }
  | {
      readonly reason: 'client-unreachable' | 'client-not-started';
      readonly client: string;
      readonly detail: string;
    };

/** Fewer percentage points than this no program shows. */
const visiblePoints = 0.05;

/** What the page says of files that were opened again, in English. */
export const enExportChecks = {
  passed: ({ client, imageCount, largestDifference, sameClassCount }: Comparison) =>
    `Checked with ${client} on ${imagesOfYours(imageCount)}: ${difference(largestDifference)}, ${
      sameClassCount === imageCount
        ? 'all top classes agree'
        : `${sameClassCount} of ${imageCount} top classes agree`
    }.`,
  failed: ({ client, imageCount, largestDifference, sameClassCount }: Comparison) =>
    `Do not rely on this file. ${client} gives other answers with it than Graft: on ${imagesOfYours(imageCount)} the largest difference is ${inPoints(largestDifference)}, and ${sameClassCount} of ${imageCount} top classes agree. The file says so, too. Download another format, and tell whoever gave you Graft.`,
  refused: ({ client, detail }: { readonly client: string; readonly detail: string }) =>
    `Do not rely on this file. ${client} did not open it (${detail}). The file says so, too. Download another format, and tell whoever gave you Graft.`,
  unchecked: (check: Unchecked) => `Not checked here: ${explain(check)}`,
};

function explain(check: Unchecked): string {
  switch (check.reason) {
    case 'no-client':
      return check.format === 'c-header'
        ? 'no program for microcontrollers runs in a page. Its network is that of the 8-bit TFLite file, which can be checked.'
        : 'Keras runs in Python alone. Try the file with the code under “How to use it”.';
    case 'no-images':
      return 'none of your images could be read.';
    case 'base-not-in-use':
      return 'the base model of this head does not run now.';
    case 'not-wanted':
      return `${check.client} was not to be fetched. Switch the check on and download again to have it checked.`;
    case 'broken-off':
      return `it was skipped. Download again to have the file checked with ${check.client}.`;
    case 'client-unreachable':
      return `${check.client} could not be fetched (${check.detail}). Download again later, or try the file with the code under “How to use it”.`;
    case 'client-not-started':
      return `${check.client} does not run in this browser (${check.detail}). Try the file with the code under “How to use it”, or download it in another browser.`;
  }
}

function imagesOfYours(amount: number): string {
  return amount === 1 ? 'one of your images' : `${amount} of your images`;
}

/** How far probabilities lie apart at most, in words. */
function difference(value: number): string {
  const atMost = `at most ${inPoints(value)}`;
  return 100 * value < visiblePoints ? `no visible difference (${atMost})` : `difference ${atMost}`;
}

function inPoints(value: number): string {
  return `${points(value)} percentage points`;
}
