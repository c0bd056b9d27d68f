/** What the page says about sharing a model by a link, in English. */
export const enShare = {
  title: 'Share it by a link or a QR code',
  opens: 'What the link opens',
  targets: { page: 'The page alone', studio: 'Graft with the model' },
  steps: (fileName: string): readonly string[] => [
    `Download the offline page above: it is one file, such as ${fileName}, with the model and all else inside.`,
    'Put it on a web server that others reach: beside Graft, on the website of your school, or on any host of static files. It needs nothing but itself.',
    'Write its address here. Whoever scans the code gets the page and uses the model on their own device; no picture leaves it.',
  ],
  studioSteps: (fileName: string): readonly string[] => [
    `Download the offline page above: it is one file, such as ${fileName}. Any other download that Graft opens again does it, too.`,
    'Put it on the web server that Graft itself lies on, beside its index.html. Graft asks no other server for a model.',
    'Write the address of Graft here, and behind it ?model= and the name of the file. Whoever scans the code gets Graft with the model, ready to classify images in “Predict”.',
  ],
  studioHosted: 'The address below opens the model in this Graft, once the file lies beside it.',
  studioDeviceOnly:
    'This Graft runs on your device alone, so others cannot reach it. Put Graft on a web server first; it is a folder of static files.',
  hosted:
    'The address below is where the file is once it lies beside this Graft. A page of your own with the web component can be shared in the same way.',
  deviceOnly:
    'This Graft runs on your device alone, so others cannot reach a file beside it. A page of your own with the web component can be shared in the same way.',
  address: 'Address of the page',
  label: 'Label',
  labelHelp: 'Stands above the code when it is printed.',
  problems: {
    'no-web-address': 'That is no address of a web page. It begins with https:// or http://.',
    'too-long': 'An address of more than 2,000 characters makes a code that cameras cannot read.',
  },
  plainHttp:
    'At such an address browsers let no page use the camera over http://. Pictures from files work; for the camera, use https://.',
  thisDevice:
    'This address leads to this device alone: nobody else reaches it. Put the page on a host that others reach, and write its address there.',
  codeOf: (address: string) => `QR code of ${address}`,
  download: (format: string) => `Download code as ${format}`,
  print: 'Print code',
};
