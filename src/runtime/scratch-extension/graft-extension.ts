import type { Answer, Classifier } from '../classifier/create-classifier.ts';
import type { ImageSource } from '../preprocessing/preprocess-image.ts';
import type { ScratchApi } from './scratch-api.ts';

/** Where the pictures come from, as the menu names them. */
const sources = ['camera', 'stage'] as const;
/** What a label is where even the likeliest is none. */
const noneOfThese = 'none of these';

/**
 * The blocks: look at a picture, then ask what it was.
 * @param id tells it from those of other models
 * @param labels of the model
 * @param load starts the classifier; called with the first picture
 */
export function createGraftExtension(
  { BlockType, ArgumentType, Cast, vm }: ScratchApi,
  id: string,
  labels: readonly string[],
  load: () => Promise<Classifier>,
) {
  const { video } = vm.runtime.ioDevices;
  let classifier: Promise<Classifier> | null = null;
  let answer: Answer | null = null;
  let problem = '';

  const readConfidence = (label: unknown) =>
    answer?.predictions.find((prediction) => prediction.label === Cast.toString(label))?.confidence ?? 0;

  return {
    getInfo: () => ({
      id,
      name: 'Graft',
      color1: '#07664e',
      blocks: [
        {
          opcode: 'look',
          blockType: BlockType.COMMAND,
          text: 'look at [SOURCE]',
          arguments: { SOURCE: { type: ArgumentType.STRING, menu: 'SOURCES', defaultValue: sources[0] } },
        },
        { opcode: 'label', blockType: BlockType.REPORTER, text: 'what I see' },
        {
          opcode: 'confidence',
          blockType: BlockType.REPORTER,
          text: 'how sure of [LABEL] in %',
          arguments: { LABEL: { type: ArgumentType.STRING, menu: 'LABELS', defaultValue: labels[0] } },
        },
        {
          opcode: 'isSeen',
          blockType: BlockType.BOOLEAN,
          text: 'I see [LABEL]?',
          arguments: { LABEL: { type: ArgumentType.STRING, menu: 'LABELS', defaultValue: labels[0] } },
        },
        { opcode: 'stopCamera', blockType: BlockType.COMMAND, text: 'turn camera off' },
        { opcode: 'problem', blockType: BlockType.REPORTER, text: 'what went wrong' },
      ],
      menus: {
        SOURCES: { acceptReporters: false, items: [...sources] },
        LABELS: { acceptReporters: true, items: [...labels] },
      },
    }),

    /** The editor waits for it before the next block. */
    async look({ SOURCE }: { readonly SOURCE: unknown }): Promise<void> {
      answer = null;
      try {
        const started = await start();
        const picture = await (Cast.toString(SOURCE) === 'stage' ? takeStage() : takeFrame());
        const result = await started.classify(picture);
        if ('kind' in result) throw new Error('there was no picture');
        answer = result;
        problem = '';
      } catch (error) {
        problem = error instanceof Error ? error.message : String(error);
      }
    },
    label: () => (answer === null ? '' : (answer.label ?? noneOfThese)),
    confidence: ({ LABEL }: { readonly LABEL: unknown }) => Math.round(1000 * readConfidence(LABEL)) / 10,
    isSeen: ({ LABEL }: { readonly LABEL: unknown }) => answer?.label === Cast.toString(LABEL),
    stopCamera: () => video.disableVideo(),
    problem: () => problem,
  };

  /** What did not start may start the next time. */
  async function start(): Promise<Classifier> {
    classifier ??= load();
    try {
      return await classifier;
    } catch (error) {
      classifier = null;
      throw error;
    }
  }

  /** The camera as it is, not mirrored, once it has a picture. */
  async function takeFrame(): Promise<ImageSource> {
    await video.enableVideo();
    for (let tries = 0; tries < 50; tries++) {
      const frame = video.getFrame({ format: 'canvas', mirror: false, cacheTimeout: 0 });
      if (frame !== null) return frame;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('there was no picture');
  }

  async function takeStage(): Promise<ImageSource> {
    const picture = new Image();
    picture.src = await new Promise<string>((resolve) => vm.renderer.requestSnapshot(resolve));
    await picture.decode();
    return picture;
  }
}
