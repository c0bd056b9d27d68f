import { type Failure, isFailure } from '../core/shared/failure.ts';
import { loadPart } from '../core/shared/load-part.ts';
import type { NamedBlob } from '../platform/named-blob.ts';
import { noOpenedModel, type OpenedModel, type OpenedModelState } from './opened-model.ts';
import type { Predictor } from './predict-image.ts';
import { shortenText } from './shorten-text.ts';
import type { StudioContext } from './studio-context.ts';

/** Which of two models answers, as it was chosen last. */
const choiceKey = 'classifier';

/** Models from files, beside the trained one. */
export interface ModelOpener {
  /** Opens a model from a ZIP or from its files, in place of one before it, and uses it from then on. */
  openModel(files: readonly NamedBlob[]): Promise<void>;
  /** Opens the model that the page's address names. */
  openLinkedModel(address: string): Promise<void>;
  /** Opens the model again that was open when the page was closed, where the browser has kept it. */
  openKeptModel(): Promise<void>;
  /** Gives up on what is being opened; what was open before stays. */
  stopOpeningModel(): void;
  /** Lets go of the opened model. */
  closeModel(): void;
  /** Says which of the two Predict and Evaluate use. */
  chooseClassifier(choice: 'trained' | 'opened'): void;
  /** Says what pixel values 0 and 255 become before the opened model sees them. */
  changeInputRange(inputRange: readonly [number, number]): void;
}

/** Shows in Predict what the classifier says that is in use from then on. */
export function createModelOpener(
  context: StudioContext,
  predictor: Pick<Predictor, 'predictAgain' | 'clearPrediction'>,
): ModelOpener {
  const { ports, store } = context;
  let stop = new AbortController();

  return {
    async openModel(files) {
      const [first] = files;
      if (first === undefined) return;
      const model = await open(first.path, async () => files);
      if (model === null) return;
      rememberChoice(true);
      if (keepsNothing()) return ports.keptModel.forget();
      const isKept = await ports.keptModel.keep(files);
      if (store.getState().opened.model?.facts !== model.facts) return;
      // Meanwhile the person may have said so.
      if (keepsNothing()) return ports.keptModel.forget();
      show({ lasting: isKept ? 'kept' : 'visit' });
    },

    async openLinkedModel(address) {
      const model = await open(address, async (signal) => {
        const file = await ports.fetchLinkedModel(address, signal);
        return isFailure(file) ? file : [file];
      });
      if (model !== null) show({ lasting: 'linked' });
    },

    async openKeptModel() {
      if (keepsNothing()) return;
      const files = await ports.keptModel.read();
      const [first] = files ?? [];
      const { model, opening } = store.getState().opened;
      if (files === null || first === undefined || model !== null || opening !== null) return;
      const opened = await open(first.path, async () => files);
      if (opened === null) {
        // What does not open must not be in the way of each visit.
        if (store.getState().opened.problem !== null) await ports.keptModel.forget();
        return;
      }
      show({ lasting: 'kept' });
      if (ports.preferences.read(choiceKey) === 'trained') store.setState({ usesOpened: false });
    },

    stopOpeningModel() {
      stop.abort();
      show({ opening: null, fetching: null });
    },

    closeModel() {
      stop.abort();
      ports.modelHost.close();
      use(null);
      void ports.keptModel.forget();
      void showAgain();
    },

    chooseClassifier(choice) {
      rememberChoice(choice === 'opened');
      store.setState({ usesOpened: choice === 'opened' });
      void showAgain();
    },

    changeInputRange(inputRange) {
      const { model } = store.getState().opened;
      if (model === null) return;
      show({ model: { ...model, inputRange } });
      void showAgain();
    },
  };

  /** @returns the model, in use from now on; null where it was not opened */
  async function open(
    path: string,
    load: (signal: AbortSignal) => Promise<readonly NamedBlob[] | Failure>,
  ): Promise<OpenedModel | null> {
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    const name = shortenText(path);
    show({ opening: name, fetching: null, problem: null });
    const late = await loadPart(() => ports.messages.loadLate());
    const part = await loadPart(() => import('./open-model.ts'));
    // Stopped, or another one is being opened.
    if (signal.aborted) return null;
    if (isFailure(late)) return refuse(name, late);
    if (isFailure(part)) return refuse(name, part);
    const { openedModel: words } = late;
    context.announce(words.opening(name));
    const files = await load(signal);
    if (signal.aborted) return null;
    if (isFailure(files)) return refuse(name, files);
    const answer = await part.openModel(context, files, signal, (fetching) => {
      if (!signal.aborted) show({ fetching });
    });
    if (signal.aborted || answer === 'stopped') return null;
    if (isFailure(answer)) return refuse(name, answer);
    use(answer);
    context.announce(words.opened(answer.name, answer.labels.length));
    await showAgain();
    return answer;
  }

  /** Whether the person wants nothing of this visit to be kept. */
  function keepsNothing(): boolean {
    const { keeping } = store.getState().project;
    return ports.keepsNothing || (keeping.phase === 'off' && keeping.reason !== 'not-opened');
  }

  /** For when the model is opened again beside a trained one. */
  function rememberChoice(usesOpened: boolean): void {
    ports.preferences.write(choiceKey, usesOpened ? 'opened' : 'trained');
  }

  /** What another one was being judged on, or had come to, goes with it. */
  function use(model: OpenedModel | null): void {
    const opened = { ...noOpenedModel, model };
    store.setState({ opened, usesOpened: model !== null, openedEvaluation: { phase: 'idle' } });
  }

  function show(change: Partial<OpenedModelState>): void {
    store.setState(({ opened }) => ({ opened: { ...opened, ...change } }));
  }

  function refuse(name: string, failure: Failure): null {
    show({ opening: null, fetching: null, problem: { name, failure } });
    context.announce(`${name}: ${context.describe(failure)}`);
    return null;
  }

  /** What the other one said is not shown any longer. */
  async function showAgain(): Promise<void> {
    if (store.getState().prediction?.source.kind === 'file') await predictor.predictAgain();
    else predictor.clearPrediction();
  }
}
