import { enClassifier } from '../../messages/en-classifier.ts';
import type { Answer, Classifier } from '../classifier/create-classifier.ts';
import type { ImageSource } from '../preprocessing/preprocess-image.ts';
import styles from './classifier.css?inline';
import { createElement } from './create-element.ts';
import { describeProblem, type RuntimeProblem } from './describe-problem.ts';
import { type LiveCamera, startLiveCamera } from './live-camera.ts';
import { createPredictionList } from './prediction-list.ts';
import { ProblemError } from './problem-error.ts';

/** What an event `graft-prediction` carries. */
export interface PredictionDetail extends Answer {
  readonly source: 'file' | 'camera';
}

/**
 * An image or the camera, and what a classifier says of it. Tells of itself by the events `graft-ready`, `graft-prediction` and
 * `graft-problem`.
 */
export class ClassifierElement extends HTMLElement {
  readonly #input = createElement('input', {
    type: 'file',
    accept: 'image/*,.avif,.webp',
    'aria-label': enClassifier.input,
  });
  readonly #image = createElement('img', { alt: '' });
  readonly #hint = createElement('span', { class: 'hint', 'aria-hidden': 'true' });
  readonly #target = createElement('label', { class: 'target' }, this.#input, this.#image, this.#hint);
  readonly #video = createElement('video', {
    'aria-label': enClassifier.cameraView,
    muted: '',
    playsinline: '',
  });
  readonly #cameraButton = createElement('button', { type: 'button' });
  readonly #note = createElement('p', { class: 'note' });
  readonly #status = createElement('p', { class: 'status', role: 'status' });
  readonly #list = createPredictionList();
  #classifier: Classifier | null = null;
  #camera: LiveCamera | null = null;
  /** Counts what was asked for: an answer counts only while nothing newer was. */
  #latest = 0;

  constructor() {
    super();
    const stage = createElement('div', { class: 'stage' }, this.#target, this.#video, this.#cameraButton);
    const answer = createElement('div', { class: 'answer' }, this.#note, this.#list.element, this.#status);
    this.attachShadow({ mode: 'open' }).append(createElement('style', {}, styles), stage, answer);
    this.#input.addEventListener('change', () => {
      const [file] = this.#input.files ?? [];
      // The same file can be picked again.
      if (file !== undefined) void this.show(file).then(() => (this.#input.value = ''));
    });
    this.#cameraButton.addEventListener('click', () => {
      if (this.#camera === null) void this.startCamera();
      else this.stopCamera();
    });
    this.addEventListener('dragover', (event) => event.preventDefault());
    this.addEventListener('drop', (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.take(event.dataTransfer);
    });
    this.#showStage();
    this.#enable(false);
    this.#say(enClassifier.starting);
  }

  disconnectedCallback(): void {
    this.#endCamera();
  }

  /** The names of the classes; empty until the model is there. */
  get labels(): readonly string[] {
    return this.#classifier?.facts.labels ?? [];
  }

  /** Takes the classifier that it works with from now on, once that is there. */
  async use(loading: Promise<Classifier | RuntimeProblem>): Promise<void> {
    const call = ++this.#latest;
    this.#endCamera();
    this.#enable(false);
    this.#say(enClassifier.starting);
    const loaded = await loading;
    if (call !== this.#latest) {
      if (!('kind' in loaded)) loaded.dispose();
      return;
    }
    this.#classifier?.dispose();
    this.#classifier = 'kind' in loaded ? null : loaded;
    if ('kind' in loaded) return this.#fail(loaded);
    this.#enable(true);
    this.#say(enClassifier.waiting);
    this.#tell('graft-ready', { labels: loaded.facts.labels });
  }

  /** Classifies any picture without showing it. @throws ProblemError, as long as there is no model, too */
  async classify(image: ImageSource): Promise<Answer> {
    const answer = (await this.#classifier?.classify(image)) ?? { kind: 'no-classifier' as const };
    if ('kind' in answer) throw new ProblemError(answer);
    return answer;
  }

  /** Takes the first file of what was dropped or pasted. */
  take(data: DataTransfer | null): void {
    const [file] = data?.files ?? [];
    if (file !== undefined) void this.show(file);
    else this.#fail({ kind: 'no-file' });
  }

  /** Shows an image and what the classifier says of it. */
  async show(file: File): Promise<void> {
    if (this.#classifier === null) return;
    this.#endCamera();
    const call = ++this.#latest;
    this.#list.show(null);
    this.#say(enClassifier.classifying);
    this.#showPicture(file);
    // Lets the picture appear before the model takes the processor.
    await new Promise((resolve) => setTimeout(resolve, 30));
    const answer = await this.#classifier.classify(file);
    if (call !== this.#latest) return;
    if ('kind' in answer) {
      this.#showPicture(null);
      return this.#fail(answer);
    }
    this.#showAnswer(answer, 'file');
    this.#status.textContent = enClassifier.announce(answer.label, answer.confidence);
  }

  stopCamera(): void {
    this.#endCamera();
    this.#latest++;
    this.#list.show(null);
    this.#showPicture(null);
    this.#say(enClassifier.waiting);
  }

  /** Opens the camera, for which the person may be asked, and classifies what it sees until something else is shown. */
  async startCamera(): Promise<void> {
    if (this.#classifier === null) return;
    this.stopCamera();
    const call = this.#latest;
    const camera = await startLiveCamera(
      this.#video,
      () => this.#classifyFrame(call),
      () => {
        this.#endCamera();
        this.#fail({ kind: 'camera-gone' });
      },
    );
    if ('kind' in camera) return this.#fail(camera);
    // Something else was asked for while the person was asked to allow it.
    if (call !== this.#latest) return camera.stop();
    this.#camera = camera;
    this.#showStage();
  }

  async #classifyFrame(call: number): Promise<void> {
    const answer = await this.#classifier?.classify(this.#video);
    if (call !== this.#latest || answer === undefined || 'kind' in answer) return;
    this.#showAnswer(answer, 'camera');
  }

  #showAnswer(answer: Answer, source: PredictionDetail['source']): void {
    const threshold = this.#classifier?.facts.noneThreshold ?? 0;
    this.#list.show(answer);
    this.#note.replaceChildren();
    if (answer.label === null) {
      const because = enClassifier.noneBecause(answer.confidence, threshold);
      this.#note.append(createElement('strong', {}, enClassifier.none), ' ', because);
    }
    this.#note.toggleAttribute('data-problem', false);
    this.#tell('graft-prediction', { ...answer, source } satisfies PredictionDetail);
  }

  #fail(problem: RuntimeProblem): void {
    this.#list.show(null);
    this.#say(describeProblem(problem));
    this.#note.toggleAttribute('data-problem', true);
    this.#tell('graft-problem', { ...problem, sentence: describeProblem(problem) });
  }

  #say(sentence: string): void {
    this.#note.textContent = sentence;
    this.#note.toggleAttribute('data-problem', false);
    this.#status.textContent = sentence;
  }

  #enable(possible: boolean): void {
    this.#input.disabled = !possible;
    this.#cameraButton.disabled = !possible;
  }

  #endCamera(): void {
    this.#camera?.stop();
    this.#camera = null;
    this.#showStage();
  }

  #showPicture(file: File | null): void {
    URL.revokeObjectURL(this.#image.src);
    this.#image.hidden = file === null;
    this.#target.toggleAttribute('data-filled', file !== null);
    if (file === null) this.#image.removeAttribute('src');
    else this.#image.src = URL.createObjectURL(file);
    this.#image.alt = file === null ? '' : enClassifier.picture(file.name);
  }

  #showStage(): void {
    const live = this.#camera !== null;
    this.#video.hidden = !live;
    this.#target.hidden = live;
    this.#image.hidden = !this.#image.hasAttribute('src');
    this.#hint.replaceChildren(createElement('b', {}, enClassifier.input), enClassifier.inputHelp);
    this.#cameraButton.textContent = live ? enClassifier.stopCamera : enClassifier.useCamera;
  }

  #tell(name: 'graft-ready' | 'graft-prediction' | 'graft-problem', detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
