import type { SnippetFile } from './snippet.ts';

/** What the code needs to know of a model. */
interface PythonModel {
  readonly inputSize: number;
  readonly inputRange: readonly [number, number];
}

/** An upright picture over white, whole. */
const openPicture = `picture = ImageOps.exif_transpose(Image.open('photo.jpg')).convert('RGBA')
picture = Image.alpha_composite(Image.new('RGBA', picture.size, 'white'), picture).convert('RGB')`;

/** The square in its middle, as near to Graft's pixels as Pillow comes: `pixels` [side, side, 3] in the input range. */
function cutSquare({ inputSize, inputRange: [low, high] }: PythonModel): string {
  const scale = Number(((high - low) / 255).toPrecision(8));
  const offset = low === 0 ? '' : low < 0 ? ` - ${-low}` : ` + ${low}`;
  return `side = min(picture.size)
x, y = (picture.width - side) // 2, (picture.height - side) // 2
square = picture.resize((${inputSize}, ${inputSize}), Image.Resampling.BILINEAR, (x, y, x + side, y + side))
pixels = np.asarray(square, np.float32) * ${scale}${offset}`;
}

/** The answer in words and its confidence, from `probabilities` and `labels`. */
function writeAnswer(noneThreshold: number | null): string {
  if (noneThreshold === null) return 'print(labels[probabilities.argmax()], probabilities.max())';
  return `confidence = probabilities.max()
print('None of these' if confidence < ${noneThreshold} else labels[probabilities.argmax()], confidence)`;
}

/** ONNX Runtime, with the labels that stand in the file. */
export function writeOnnxPython(
  model: PythonModel,
  { fileName, noneThreshold }: SnippetFile,
  withPreprocessing: boolean,
): string {
  const input = withPreprocessing
    ? 'images = np.asarray(picture)[np.newaxis]'
    : `${cutSquare(model)}
images = pixels.transpose(2, 0, 1)[np.newaxis]`;
  return `# pip install onnxruntime pillow
import json
import numpy as np
import onnxruntime as ort
from PIL import Image, ImageOps

session = ort.InferenceSession('${fileName}')
labels = json.loads(session.get_modelmeta().custom_metadata_map['labels'])

${openPicture}
${input}
[[probabilities]] = session.run(None, {'images': images})
${writeAnswer(noneThreshold)}`;
}

/** Keras 3, with the labels that stand in the file, which is a ZIP. */
export function writeKerasPython(model: PythonModel, { fileName, noneThreshold }: SnippetFile): string {
  return `# pip install keras pillow, and one of tensorflow, torch and jax
import json
import zipfile
import keras
import numpy as np
from PIL import Image, ImageOps

model = keras.saving.load_model('${fileName}')
labels = json.loads(zipfile.ZipFile('${fileName}').read('metadata.json'))['graft']['labels']

${openPicture}
${cutSquare(model)}
[probabilities] = model.predict(pixels[np.newaxis])
${writeAnswer(noneThreshold)}`;
}

/**
 * LiteRT, with the labels that lie behind the model, where any ZIP program finds them.
 * @param inBytes whether it takes and gives bytes instead of floats
 */
export function writeTflitePython(
  model: PythonModel,
  { fileName, noneThreshold }: SnippetFile,
  inBytes: boolean,
): string {
  const input = inBytes
    ? `${cutSquare(model).replace(/\npixels = .*/, '')}
pixels = np.asarray(square)`
    : cutSquare(model);
  return `# pip install ai-edge-litert pillow
import json
import zipfile
import numpy as np
from ai_edge_litert.interpreter import Interpreter
from PIL import Image, ImageOps

model = Interpreter('${fileName}')
model.allocate_tensors()
labels = json.loads(zipfile.ZipFile('${fileName}').read('metadata.json'))['labels']

${openPicture}
${input}
model.set_tensor(model.get_input_details()[0]['index'], pixels[np.newaxis])
model.invoke()
[probabilities] = model.get_tensor(model.get_output_details()[0]['index'])${inBytes ? ' / 256' : ''}
${writeAnswer(noneThreshold)}`;
}
