/** What the page says in the step "Evaluate". */
export const enEvaluate = {
  evaluate: {
    set: 'Set of images',
    validation: 'Validation',
    test: 'Test',
    before: 'After training you see here how often it is right, and what it mixes up.',
    emptyValidation:
      'No images were held back for validation, so there is nothing to measure on. Add more images per class, or raise the validation share.',
    emptyTest: 'These images have no test set. A ZIP or folder with a folder “test” brings one.',
    explore: 'Compare and explore',
    notMeasured: 'These images could not be judged. Train again to judge them.',
  },
};
