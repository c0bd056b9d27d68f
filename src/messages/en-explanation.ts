/** The button that opens an explanation beside a chart or a number, in English. */
export const enExplanation = {
  open: 'What is this?',
  about: (subject: string) => `What is this? ${subject}`,
};
