import type { ExportedFile } from '../core/export/exported-file.ts';
import type { CardBlock, CardDocument, CardSection } from '../core/export/model-card/card-document.ts';
import type { CardFields } from '../core/export/model-card/card-fields.ts';
import { writeCard } from '../core/export/model-card/write-card.ts';
import { nameModelFile } from '../core/export/name-model-file.ts';
import type { LateMessages, Messages } from '../messages/en.ts';
import { type CardSource, unfoldedClassMaximum } from './card-source.ts';
import { describeCardData } from './describe-card-data.ts';
import { describeCardLimits, describeCardMetrics } from './describe-card-metrics.ts';
import { selectModelClassNames } from './select-class-name.ts';
import type { StudioState } from './studio-state.ts';
import type { TrainedModel } from './trained-model.ts';

/**
 * Writes the model card: what the model is, what it was trained on, how well it does and where it fails.
 * @param createdAt ISO 8601
 */
export function writeModelCard(
  state: StudioState,
  model: TrainedModel,
  made: { readonly createdAt: string; readonly graftVersion: string },
  messages: Messages,
  { modelCard: words }: LateMessages,
): ExportedFile {
  const labels = selectModelClassNames(state.classes, model);
  const stated = (field: keyof CardFields) => state.cardFields[field].trim() || words.unstated;
  const source: CardSource = { state, model, labels, words, general: messages.general, stated };
  const card: CardDocument = {
    language: words.language,
    title: words.title(state.project.name),
    subtitle: words.subtitle(made.createdAt),
    sections: [
      { title: words.about.title, blocks: describePurpose(source) },
      { title: words.use.title, blocks: describeUse(source) },
      { title: words.metrics.title, blocks: describeCardMetrics(source) },
      { title: words.limits.title, blocks: describeCardLimits(source) },
      { title: words.data.title, blocks: describeCardData(source) },
      describeTechnology(source, messages),
    ],
    footer: words.footer(made.graftVersion),
  };
  return {
    fileName: nameModelFile({ format: 'model-card' }, labels),
    mediaType: 'text/html',
    bytes: writeCard(card),
  };
}

function describePurpose({ labels, model, words }: CardSource): readonly CardBlock[] {
  const { noneThreshold } = model;
  return [
    { kind: 'text', text: words.about.text(labels) },
    foldLabels(labels, words),
    {
      kind: 'text',
      text: noneThreshold === null ? words.about.noNone : words.about.noneThreshold(noneThreshold),
    },
  ];
}

function foldLabels(labels: readonly string[], words: CardSource['words']): CardBlock {
  if (labels.length <= unfoldedClassMaximum) return { kind: 'list', items: labels };
  return {
    kind: 'folded',
    title: words.allClasses(labels.length),
    block: { kind: 'columns', items: labels },
  };
}

function describeUse({ words, stated }: CardSource): readonly CardBlock[] {
  const fields = ['maker', 'intendedUse', 'outOfScope'] as const;
  return [{ kind: 'facts', facts: fields.map((field) => [words.fields[field].label, stated(field)]) }];
}

function describeTechnology({ model, words, general }: CardSource, messages: Messages): CardSection {
  const { technical } = words;
  const { baseModel, settings, head, history, tunedLayers } = model;
  const hiddenUnits = head.layers.length > 1 ? (head.layers[0]?.outputSize ?? 0) : 0;
  const tunedBlockCount = (tunedLayers?.length ?? 0) / 2;
  return {
    title: technical.title,
    blocks: [
      {
        kind: 'facts',
        facts: [
          [technical.licence, technical.licenceText],
          [technical.base, baseModel.name],
          [technical.baseSource, baseModel.source],
          [technical.baseLicence, baseModel.licence === '' ? technical.unknownLicence : baseModel.licence],
          [technical.baseHash, baseModel.sha256],
          [technical.blocks, tunedBlockCount === 0 ? technical.frozen : String(tunedBlockCount)],
          [technical.head, hiddenUnits === 0 ? technical.linear : technical.hidden(hiddenUnits)],
          [technical.training, technical.trainingOf(history.length, model.bestEpoch)],
          [technical.optimizer, `${settings.optimizer}, ${settings.learningRate}, ${settings.batchSize}`],
          [technical.seed, String(settings.seed)],
          [technical.temperature, general.number(model.temperature)],
          [technical.backend, `TensorFlow.js, ${messages.engine.names[model.backend]}`],
        ],
      },
      { kind: 'text', text: technical.settings },
    ],
  };
}
