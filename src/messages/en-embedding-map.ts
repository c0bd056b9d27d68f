import { count } from './en-counts.ts';
import { percent } from './en-formats.ts';

const images = (amount: number) => count(amount, 'image', 'images');

/** What the page says about the map of the images, in English. */
export const enEmbeddingMap = {
  title: 'Map of the images',
  before: 'See how the frozen base model tells your images apart, before anything is trained.',
  draw: 'Draw the map',
  drawing: 'Drawing the map',
  drawAgain: 'Draw it again',
  method: 'How the map is drawn',
  principalComponents: 'Straight (PCA)',
  umap: 'Neighbours (UMAP)',
  explanation:
    'Each dot is one image. The frozen base model turns an image into a long list of numbers, its embedding, and the map lays these lists flat: images that it finds alike lie near each other. Nothing was trained for it on your images.',
  reading:
    'Where the classes already form islands, the head has little left to learn, and few images are enough. Where two classes lie mixed, it has a hard task: look at the images there, they may be in the wrong class, or need more of their kind. A ring marks images that the head got wrong when it was checked.',
  picture: (imageCount: number) =>
    `Map of ${images(imageCount)}. The arrow keys go from one image to the next.`,
  pointAt: 'Point at a dot to see its image, or go from dot to dot by the arrow keys.',
  takenFor: (className: string) => `Taken for “${className}”`,
  legend: 'Colours of the map',
  moreClasses: (amount: number) => `and ${count(amount, 'more class', 'more classes')}`,
  mistakes: (amount: number) => `${count(amount, 'mistake', 'mistakes')} of the head`,
  landing: 'The image that Predict shows',
  tuned:
    'The map is of the base model as it was before its last blocks were trained, so an image that Predict shows has no place on it.',
  variance: (fraction: number) =>
    `The two directions in which your images differ the most; they show ${percent.format(fraction)} of all differences.`,
  bends: 'Near dots are alike. Distances between islands, and their sizes, say little.',
  ownNeighbours: (ownCount: number, totalCount: number) =>
    `${ownCount.toLocaleString('en')} of ${images(totalCount)} have one of their own class as the most similar one.`,
  outOfDate: (amount: number) => `${count(amount, 'image is', 'images are')} not on the map yet.`,
};
