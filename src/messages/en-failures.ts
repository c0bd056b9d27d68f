import { count } from './en-counts.ts';
import { enPage } from './en-page.ts';
import { enTrain } from './en-train.ts';
import { backendLabel, listNames, number } from './en-words.ts';

const { percent, size } = enPage.general;

/** One sentence per kind of failure: what happened, what was kept, what to do. Used by studio/describe-failure.ts. */
export const enFailures = {
  'file-not-an-image': (failure: { mediaType: string }) =>
    failure.mediaType.startsWith('image/')
      ? 'This is not an image, although its name says so. It is not used; save it anew as JPEG or PNG if it should be one.'
      : `This is not an image${inBrackets(failure.mediaType)}. It is not used; Graft takes JPEG, PNG, WebP, HEIC, TIFF and whatever else this browser can show.`,
  'file-empty': () => 'This file is empty and is not used. Copy it again from where it came from.',
  'file-damaged': (failure: { format: string }) =>
    `This ${formatName(failure.format)} image is damaged or cut short and is not used. Save it again in an image program, or copy it anew.`,
  'file-format-unsupported': (failure: { format: string }) =>
    `${formatName(failure.format)} images like this cannot be opened here, so it is not used. Save it as JPEG or PNG and choose it again.`,
  'file-too-many-pixels': (failure: { width: number; height: number; limit: number }) =>
    `This image has ${number(failure.width)} × ${number(failure.height)} pixels, more than the ${number(failure.limit)} that fit into memory. It is not used; scale it down and choose it again.`,
  'file-too-large': (failure: { sizeBytes: number; limitBytes: number }) =>
    `This file takes ${size(failure.sizeBytes)}; the limit is ${size(failure.limitBytes)}. It is not used; save a smaller copy and choose that.`,
  'file-unreadable': (failure: { detail: string }) =>
    `This file could not be read${inBrackets(failure.detail)} and is not used. It may have been moved; choose it again.`,
  'file-fully-transparent': () =>
    'This image is fully transparent, so there is nothing to see. It is not used; save it with something on it, then choose it again.',
  'file-cut-off': (failure: { format: string; readFraction: number }) =>
    `This ${formatName(failure.format)} image is damaged or cut off, and only ${percent(failure.readFraction)} of its height can be read: too little to show anything. It is not used; copy it anew.`,
  'decoder-unreachable': (failure: { format: string; detail: string }) =>
    `This browser cannot open ${formatName(failure.format)} images by itself, and the decoder for them could not be fetched${inBrackets(failure.detail)}. It is not used; check the connection, then choose it again.`,
  'decoder-gave-up': (failure: { format: string; detail: string }) =>
    `The decoder for ${formatName(failure.format)} images gave up on this one${inBrackets(failure.detail)}. It is not used; save it as JPEG or PNG and choose it again.`,

  'import-empty': () =>
    'There is nothing in it, so nothing changed. Choose a folder or ZIP with one folder of images for each class.',
  'import-no-classes': () =>
    'There are no class folders in it, so nothing changed. Put the images of each class into a folder with the name of the class, or add them to a class here.',
  'import-is-model': () =>
    'This is a trained model, not images, so nothing changed. Open it in the step “Predict” with “Open a model”: it can then classify images.',
  'import-too-many-files': (failure: { limit: number }) =>
    `It holds more than ${count(failure.limit, 'file', 'files')}, which is more than can be read at once. Import it in parts.`,
  'files-beyond-limit': (failure: { limit: number }) =>
    `More than ${count(failure.limit, 'file', 'files')} came at once. That many were taken and the others were left out; add those in further parts.`,
  'import-too-large': (failure: { limitBytes: number }) =>
    `It unpacks to more than ${size(failure.limitBytes)}. What was read before that is kept; import the rest in parts.`,
  'import-too-many-classes': (failure: { limit: number }) =>
    `With it there would be more than ${count(failure.limit, 'class', 'classes')}, so it was left out. Import fewer class folders.`,
  'start-stopped': () =>
    'The start of the engine was stopped. Your classes and images are kept. Try again when you want to go on.',
  'speed-not-measured': () =>
    'The engine did not start within a minute, so no speed was measured. The engine in use and your images stay as they are. Try again when less else runs.',
  'import-no-room': (failure: { readCount: number }) =>
    failure.readCount === 0
      ? 'There is not enough room in this browser to keep its images, so none came in. Delete projects that you no longer need, then import it again.'
      : `There is not enough room in this browser for all of it: the first ${count(failure.readCount, 'image', 'images')} came in and are kept, the rest did not. Delete projects that you no longer need, then import it again for the rest.`,
  'import-stopped': (failure: { readCount: number }) =>
    failure.readCount === 0
      ? 'It was stopped before anything was read. Import it again when you want it.'
      : `Reading was stopped after ${count(failure.readCount, 'file', 'files')}, which are kept. Import it again for the rest.`,
  'path-climbs-out': () =>
    'Its path points outside of the folder it came in, so it was left out. Pack the folder anew if you trust it.',
  'path-too-long': () => 'Its path is too long, so it was left out. Shorten the names of its folders.',
  'path-without-class': () =>
    'It lies in no class folder, so it was left out. If it is an image, add it to a class with the button of that class.',
  'zip-unreadable': (failure: { detail: string }) =>
    `It could not be unpacked${inBrackets(failure.detail)}. What else could be is kept. Download or pack the ZIP anew and import it again.`,
  'zip-encrypted': () =>
    'It is locked with a password and was left out. Unpack it with the password first, then import the folder.',
  'zip-inside-zip': () =>
    'This is a ZIP inside a ZIP and was left out. Unpack it first and import it on its own.',
  'zip-bomb': (failure: { ratio: number }) =>
    `It unpacks to ${number(failure.ratio)} times its size, which no image does, so it was left out. Pack the images anew if you trust where it comes from.`,

  'base-model-unfit': (failure: { detail: string }) =>
    `This base model does not fit${inBrackets(failure.detail)}. Choose an image model for TensorFlow.js with a square colour input.`,
  'base-model-unreachable': (failure: { url: string; detail: string }) =>
    `The base model could not be fetched from ${failure.url}${inBrackets(failure.detail)}. Check the address and the connection, then try again.`,

  'no-backend': (failure: { tried: readonly string[] }) =>
    `Nothing on this device could run the base model${failure.tried.length === 0 ? '' : ` (tried: ${failure.tried.map(backendLabel).join(', ')})`}. Nothing you had is lost. Try a current version of Chrome, Edge, Firefox or Safari.`,
  'backend-unavailable': (failure: { backend: string; detail: string }) =>
    `${backendLabel(failure.backend)} does not work in this browser${inBrackets(failure.detail)}. Nothing you had is lost. Choose another backend.`,
  'backend-wrong': (failure: { backend: string }) =>
    `${backendLabel(failure.backend)} computes wrong results on this device, so it is not used. Nothing you had is lost. Choose another backend.`,
  'engine-crashed': (failure: { detail: string }) =>
    `The engine that does the computing stopped${inBrackets(failure.detail)}. Your images, classes and the last trained model are kept. If it does not come back by itself, press “Try again”.`,
  'out-of-memory': (failure: { detail: string }) =>
    `The memory of this device is full${inBrackets(failure.detail)}. What is done so far is kept. Close other tabs or remove some images, then try again.`,

  'too-few-classes': (failure: { classCount: number }) =>
    `Training needs at least two classes with images; there ${failure.classCount === 1 ? 'is one' : 'are none yet'}. Add images to another class, then train.`,
  'class-without-training-samples': (failure: { classNames: readonly string[] }) =>
    `${failure.classNames.length === 1 ? 'This class has' : 'These classes have'} no image to train on: ${listNames(failure.classNames)}. Add images there, or delete ${failure.classNames.length === 1 ? 'it' : 'them'}, then train.`,
  'setting-out-of-range': (failure: { setting: string; minimum: number; maximum: number }) =>
    `${settingLabel(failure.setting)} must lie between ${failure.minimum} and ${failure.maximum}. Nothing was trained; change it and train again.`,
  'loss-not-finite': (failure: { epoch: number }) =>
    `The numbers grew without limit in epoch ${failure.epoch}, so this training gave no model; one from before is kept. Choose a smaller learning rate and train again.`,
  'no-folds': () =>
    'No class has images enough to hold some out in turn. Nothing was changed. Add images, then try again.',
  'search-needs-validation': () =>
    'No images are held back to check, so settings cannot be compared. Nothing was changed. Raise “Validation share”, or add images.',

  'nothing-trained': () => 'There is no trained model yet. Press “Train” first.',
  'head-does-not-fit': () =>
    'Training cannot go on from the trained head any more, as the page says beside “Train”. Nothing was trained, and the head is kept. Train anew.',
  'nothing-to-save': () => 'There are no images yet, so there is nothing to save. Bring some in first.',
  'model-of-other-base': ({ baseModel, inputSize }: { baseModel: string; inputSize: number }) =>
    `The trained model belongs to another base model or input size (${baseModel}, ${inputSize} × ${inputSize} pixels). It is kept: choose that again under “Engine”, or train anew.`,
  'head-of-tuned-base': () =>
    'This head was trained together with blocks of the base model, and would be wrong on any other one. The trained model is kept; download the full model instead, or train the head alone.',
  'base-not-exportable': (failure: { baseModel: string }) =>
    `The full model cannot be written for this base model (${failure.baseModel}). The trained model is kept; download the head instead.`,
  'nothing-to-calibrate': () =>
    'With 8 bits the file needs some of the images that the model has learned from, and none could be read. Nothing was written; the trained model is kept. Add the images again, or choose 32 or 16 bits.',
  'nothing-to-judge': () =>
    'There is no test or validation image left to judge the model on. Keep some images back: put them into the test set, or let the split hold some back, and train again.',
  'tuned-on-all': () =>
    'Blocks of the base model have learned from all images at the end, and there is no test set, so no image is left to judge them on. The trained model is kept. Put some images into the test set, or switch off “Learn from all images at the end”, and train again.',
  'base-not-compressible': (failure: { baseModel: string }) =>
    `The weights of this base model (${failure.baseModel}) are not known one by one, so nobody can tell here what fewer bits would do to it. The trained model is kept. The built-in base model can be measured.`,
  'base-not-cuttable': (failure: { baseModel: string }) =>
    `The layers of this base model (${failure.baseModel}) are not known one by one, so its blocks cannot be trained. Nothing was trained, and a model from before is kept. Train the head alone, or use the built-in base model.`,
  'activations-too-large': (failure: { sizeBytes: number; limitBytes: number; blockCount: number | null }) =>
    `What so many blocks need of each image would take ${size(failure.sizeBytes)} of memory; the limit is ${size(failure.limitBytes)}. Nothing was trained, and a model from before is kept. ${failure.blockCount === null ? 'Train the head alone, or disable some images.' : `Train the last ${failure.blockCount === 1 ? 'block' : `${failure.blockCount} blocks`} alone, or disable some images.`}`,
  'download-failed': (failure: { detail: string }) =>
    `The file could not be saved${inBrackets(failure.detail)}. The trained model is kept. Make room on the disk or allow downloads, then try again.`,

  'model-missing': () =>
    'There is no model in it that Graft can open, so nothing changed. Choose a download of Graft or the ZIP of Teachable Machine, or a model.json together with all its weight files.',
  'model-is-images': () =>
    'There are images in it and no model, so nothing changed. Classify them with “Predict many”, once there is a model; to train on them, bring them in with “Import ZIP or project”.',
  'model-not-of-graft': (failure: { format: string }) =>
    `This is ${graftFiles[failure.format] ?? 'a file'} that Graft has not written, or that is damaged, so what images the model takes is not known. Nothing changed. ${opens}`,
  'model-link-elsewhere': (failure: { address: string }) =>
    `The link to this page asks for a model on another host (${failure.address}), and Graft fetches models from its own alone. Nothing was fetched or changed. If you trust that file, download it and open it here.`,
  'model-link-unreachable': (failure: { address: string; detail: string }) =>
    `The model that the link to this page asks for (${failure.address}) could not be fetched${inBrackets(failure.detail)}. Nothing you had is lost. Check the connection and load the page again, or ask whoever gave you the link.`,
  'model-link-too-large': (failure: { address: string; limitBytes: number }) =>
    `The model that the link to this page asks for (${failure.address}) is larger than ${size(failure.limitBytes)}, so it was not fetched. Nothing you had is lost. Ask whoever gave you the link for a smaller one.`,
  'model-program-missing': (failure: { program: string; fetched: boolean; detail: string }) =>
    failure.fetched
      ? `${failure.program}, which opens such a file, does not run in this browser${inBrackets(failure.detail)}. Nothing changed. Open the TensorFlow.js download of the model instead.`
      : `${failure.program}, which opens such a file, could not be fetched${inBrackets(failure.detail)}. Nothing changed. Check the connection and open the file again.`,
  'model-of-other-program': (failure: { format: string }) =>
    failure.format === 'project'
      ? 'This is a project, not a model alone, so nothing changed. Bring it in with “Import ZIP or project”: its trained model comes along.'
      : `This is ${otherPrograms[failure.format] ?? 'the file of another program'}, which cannot be opened here, so nothing changed. ${opens}`,
  'model-ambiguous': (failure: { modelCount: number }) =>
    `It holds ${number(failure.modelCount)} models, and which one is meant is not clear, so nothing changed. Choose the files of one of them.`,
  'model-unfit': (failure: { detail: string }) =>
    `This model cannot be used here${inBrackets(failure.detail)}, so nothing changed. Graft opens models that take a square colour image and give a number for each class.`,
  'model-not-finite': () =>
    'What this model computes is not a number, so its weights are damaged or it takes other pixel values. Nothing you had is lost. Choose another range of pixel values if you can, or copy the file anew.',
  'model-needs-base': (failure: { baseModel: string; inputSize: number }) =>
    `This file holds a head alone, and its base model (${failure.baseModel} at ${failure.inputSize} pixels) is not the one in use. Nothing you had is lost. Choose that base model, or open the full model instead.`,
  'model-stopped': (failure: { detail: string }) =>
    `The opened model stopped${inBrackets(failure.detail)}. Your images, classes and the trained model are kept. Try once more; where it stops again, it may be too large for this device.`,

  'camera-refused': () =>
    'The camera may not be used by this page. Nothing changed. Allow it in the address bar of the browser, then try again.',
  'camera-missing': () => 'No camera was found. Plug one in, or use images from files.',
  'camera-busy': (failure: { detail: string }) =>
    `The camera did not start${inBrackets(failure.detail)}. Close other programs that use it, then try again.`,
  'camera-gone': () =>
    'The camera is gone: it was unplugged, or may no longer be used. Pictures that it took are kept. Connect it again, then open it anew.',
  'camera-unsupported': () =>
    'This browser gives pages no camera at this address. Use images from files, or open the page over https or on localhost.',

  'project-unreadable': () =>
    'This is no Graft project, or too damaged to be one, so nothing changed. Copy it anew from where it came from, or choose another file.',
  'project-newer': (failure: { version: number; knownVersion: number }) =>
    `A newer Graft wrote this project (format ${number(failure.version)}; this one reads up to ${number(failure.knownVersion)}), so nothing changed. Load the page again to get the newest Graft, then open it.`,
  'project-cut-short': () =>
    'The end of this file is missing, as after a download that broke off. What came before it is here; copy it anew from where it came from for the rest.',
  'project-image-odd': () =>
    'The project describes this image in a way that makes no sense, so it was left out. The rest is kept; if you have the image, add it to its class.',
  'project-image-missing': () =>
    'The project names this image, but it is not in the file, so it was left out. The rest is kept; if you have the image, add it to its class.',
  'project-more-left-out': (failure: { imageCount: number }) =>
    `Beside those listed, ${count(failure.imageCount, 'image is', 'images are')} missing from the file or described in a way that makes no sense, and ${failure.imageCount === 1 ? 'was' : 'were'} left out. The rest is kept; if you have the images, add them to their classes.`,
  'project-model-damaged': () =>
    'The trained model in this project is damaged and was left out. Its images and settings are here; train again.',
  'project-embeddings-damaged': () =>
    'What this project knows of its images is damaged, so they are looked at anew. Nothing is lost; it only takes longer.',
  'project-runs-damaged': (failure: { count: number }) =>
    `Of this project, ${failure.count === 1 ? 'one earlier training is' : `${failure.count} earlier trainings are`} damaged and not listed. Images, settings and the other trainings are here; train again where you miss one.`,
  'video-unplayable': (failure: { mediaType: string }) =>
    `This browser cannot play this video${inBrackets(failure.mediaType)}, so no frames were taken. Save it as MP4 (H.264) or WebM in a video program and add that, or try another browser.`,
  'video-broke-off': (failure: { frameCount: number }) =>
    `The video could not be read further${failure.frameCount === 0 ? ', so no frames were taken' : `; the ${count(failure.frameCount, 'frame', 'frames')} before that are kept`}. It may be damaged: copy it anew, or take frames from another part.`,
  'video-in-import': () =>
    'This is a video, and was left out. Add it to a class with the button of that class: you can then choose which frames to take.',
  'image-elsewhere': () =>
    'It lies on another page, and Graft fetches nothing from there. Copy the image itself on that page and paste it here, or save it and drop the file.',
  'drop-without-image': () =>
    'There is no image in it, so nothing changed. Drag an image itself, or save it and drop the file.',
  'clipboard-without-image': () =>
    'There is no image in it, so nothing changed. Copy an image first: in most programs and pages the right mouse button offers it.',
  'clipboard-refused': (failure: { detail: string }) =>
    `The browser did not let this page read it${inBrackets(failure.detail)}. Nothing changed. Allow it in the address bar, or press Ctrl+V (on a Mac ⌘V) instead.`,
  'storage-full': () =>
    'There is no more room on this device, so what is new is not kept for the next visit. It is all still here in this tab. Make room, or save the project as a file.',
  'storage-failed': (failure: { detail: string }) =>
    `This browser could not keep what is new${inBrackets(failure.detail)}. It is all still here in this tab. Save the project as a file before you close it.`,
  'project-open-elsewhere': (failure: { name: string }) =>
    `“${failure.name}” is open in another tab of this browser, where nothing is lost. Go on there, or close that tab and open the project here.`,
  'project-unread': (failure: { detail: string }) =>
    `The browser could not read this project${inBrackets(failure.detail)}. Nothing of it was deleted. Try again; if that does not help, close the browser and open Graft anew.`,
  'project-gone': () => 'This project is no longer on this device. What is open here stays as it is.',
  'image-lost': () =>
    'The browser no longer has this image, so it is missing from the project. Everything else is here; add the image again if you have it.',
  'project-busy': () =>
    'Images are coming in, or training is under way. Nothing changed. Wait for its end or stop it, then try again.',

  'part-unreachable': (failure: { detail: string }) =>
    `A part of Graft that is needed for this could not be fetched${inBrackets(failure.detail)}. Nothing you had is lost. Check the connection, then try again.`,
};

/** A technical detail behind the words that it explains; nothing where there is none. */
function inBrackets(detail: string): string {
  return detail === '' ? '' : ` (${detail})`;
}

/** What can be opened as a model. */
const opens =
  'Graft opens its own TensorFlow.js, Teachable Machine, ONNX, TFLite and Keras downloads, its C header, offline page, web component and Scratch blocks, and TensorFlow.js models of other programs.';

const graftFiles: Readonly<Record<string, string>> = {
  onnx: 'an ONNX file',
  tflite: 'a TFLite file',
  'web-component': 'a web component',
  'offline-page': 'a page',
  'scratch-extension': 'a script',
};

const otherPrograms: Readonly<Record<string, string>> = {
  keras: 'a Keras model that Graft has not written',
  'c-header': 'source code in C that Graft has not written',
  'saved-model': 'a TensorFlow SavedModel',
  pytorch: 'a PyTorch model',
};

/** How people write the format that core/images/identify-image.ts names. */
function formatName(format: string): string {
  const names: Readonly<Record<string, string>> = { webp: 'WebP', jp2: 'JPEG 2000', jxl: 'JPEG XL' };
  return names[format] ?? format.toUpperCase();
}

function settingLabel(setting: string): string {
  const fields: Readonly<Record<string, { readonly label: string }>> = enTrain.settings.fields;
  return fields[setting]?.label ?? setting;
}
