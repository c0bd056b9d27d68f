/** What the page says about heat maps, in English. */
export const enHeatMap = {
  title: 'Heat map',
  show: 'Where the head looks',
  showOf: (file: string) => `Heat map: ${file}`,
  class: 'Look for',
  likeliest: (className: string) => `The likeliest class (${className})`,
  likeliestUnknown: 'The likeliest class',
  speaksFor: 'Speaks for it',
  speaksAgainst: 'Speaks against it',
  explanation:
    'The frozen layers look at the image in a coarse grid and describe each place by numbers; the head adds up what all places say. Orange places raised the chosen class, blue ones lowered it, and pale ones did not matter. If the colour lies on the background and not on the thing itself, the head has learned the background: add images of the class in front of others.',
  scale: 'Strong colour is the strongest place of all classes, so that classes can be compared.',
  none: 'Choose an image, or use the camera: the heat map lies over it.',
  unavailable:
    'This base model gives one list of numbers for the whole image and says nothing about places, so there is no heat map. Choose the built-in base model for one.',
  /** For people who do not see it. */
  describe: (className: string, place: string) => `Heat map for “${className}”: strongest ${place}.`,
  places: [
    ['at the top left', 'at the top', 'at the top right'],
    ['at the left', 'in the middle', 'at the right'],
    ['at the bottom left', 'at the bottom', 'at the bottom right'],
  ],
};
