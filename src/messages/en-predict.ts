/** What the page says in the step "Predict". */
export const enPredict = {
  predict: {
    input: 'Image to classify',
    inputHelp: 'Drop it here or choose a file',
    dropHere: 'Drop to classify',
    tryOne: 'Or try one it has not learned from:',
    tryImage: (file: string) => `Try ${file}`,
    useCamera: 'Use camera',
    stopCamera: 'End camera',
    before: 'Once a head is trained, try it here on an image or with your camera.',
    list: 'Predictions',
    many: 'Predict many',
    heatMap: 'Heat map: where the head looks',
    preview: (name: string) => `The square of ${name} that the model sees`,
    classifying: 'Classifying the image',
    took: (time: string) => `${time} for one image`,
    waiting: 'Predictions show here, the likeliest class first.',
  },
};
