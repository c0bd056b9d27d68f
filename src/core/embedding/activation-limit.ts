/** The most that the activations of all images may take while blocks are trained. */
export const activationLimitBytes = 500e6;
