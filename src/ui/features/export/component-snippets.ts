import type { Snippet } from './snippet.ts';

/** Code that uses the web component; the README beside it says more. */
export const componentSnippets: readonly Snippet[] = [
  {
    language: 'HTML',
    code: `<script type="module" src="graft-classifier.js"></script>
<graft-classifier src="model/"></graft-classifier>
<script>
  document.addEventListener('graft-prediction', ({ detail }) => {
    console.log(detail.label ?? 'none of these', detail.confidence);
  });
</script>`,
  },
  {
    language: 'JavaScript',
    code: `import { loadClassifier } from './graft-classifier.js';

const classifier = await loadClassifier('model/');
// image: a file, an <img> that has loaded, a <video> or a <canvas>
const { label, confidence } = await classifier.classify(image);
console.log(label ?? 'none of these', confidence);`,
  },
  {
    language: 'p5.js',
    code: `import { loadClassifier } from './graft-classifier.js';

const classifier = await loadClassifier('model/');

new p5((sketch) => {
  let video;
  let label = 'looking ...';

  sketch.setup = () => {
    sketch.createCanvas(320, 260);
    video = sketch.createCapture('video');
    video.hide();
    look();
  };

  async function look() {
    // The camera itself, not the canvas: the model wants the whole picture.
    const answer = await classifier.classify(video.elt).catch(() => null);
    if (answer !== null) label = answer.label ?? 'none of these';
    setTimeout(look, 100);
  }

  sketch.draw = () => {
    sketch.background(255);
    sketch.image(video, 0, 0, 320, 240);
    sketch.text(label, 10, 255);
  };
});`,
  },
];
