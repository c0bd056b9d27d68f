/** The library that Teachable Machine's own code loads, in the versions that it names. */
const scripts = `<script src="https://cdn.jsdelivr.net/npm/@tensorflow/tfjs@1.3.1/dist/tf.min.js"></script>
<script src="https://cdn.jsdelivr.net/npm/@teachablemachine/image@0.8.5/dist/teachablemachine-image.min.js"></script>`;

/** Classifies an image of a page by Teachable Machine's library, which cuts out the square in the middle and scales it itself. */
export function writeTeachableMachineCode(noneThreshold: number | null): string {
  const none =
    noneThreshold === null
      ? ''
      : `\nif (predictions.every(({ probability }) => probability < ${noneThreshold})) console.log('None of these');`;
  return `${scripts}
<img id="photo" src="photo.jpg">
<script type="module">
const model = await tmImage.load('./model.json', './metadata.json');
const image = document.querySelector('#photo');
await image.decode();
const predictions = await model.predict(image);
for (const { className, probability } of predictions) console.log(className, probability);${none}
</script>`;
}

/** The same for the camera in a sketch of p5.js. */
export function writeP5Code(noneThreshold: number | null): string {
  const answer =
    noneThreshold === null
      ? 'best.className'
      : `best.probability < ${noneThreshold} ? 'None of these' : best.className`;
  return `${scripts}
<script src="https://cdn.jsdelivr.net/npm/p5@1/lib/p5.min.js"></script>
<script>
let camera, model;
let answer = '';

function setup() {
  createCanvas(320, 240);
  camera = createCapture(VIDEO);
  camera.size(320, 240);
  camera.hide();
  tmImage.load('./model.json', './metadata.json').then((loaded) => {
    model = loaded;
    classify();
  });
}

async function classify() {
  const predictions = await model.predict(camera.elt);
  const best = predictions.reduce((a, b) => (a.probability > b.probability ? a : b));
  answer = ${answer};
  setTimeout(classify, 100);
}

function draw() {
  image(camera, 0, 0, 320, 240);
  text(answer, 10, 230);
}
</script>`;
}
