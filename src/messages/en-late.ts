import { enAugmentationForm } from './en-augmentation-form.ts';

/** Every English sentence that only parts of the page that are loaded when they are needed say. */
export const enLate = {
  augmentationForm: enAugmentationForm,
};
