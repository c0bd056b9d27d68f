import type { BaseModelSource } from '../../../studio/studio-state.ts';

/** What the form holds while the person fills it in: every field, whether its kind needs it or not. */
export interface BaseModelDraft {
  readonly kind: 'built-in' | 'url' | 'files' | 'tfjs-mobilenet';
  readonly format: 'layers' | 'graph';
  readonly url: string;
  readonly files: readonly File[];
  readonly version: string;
  readonly alpha: string;
  readonly rangeMinimum: number | string;
  readonly rangeMaximum: number | string;
}

const emptyDraft: BaseModelDraft = {
  kind: 'built-in',
  format: 'layers',
  url: '',
  files: [],
  version: '1',
  alpha: '1',
  rangeMinimum: -1,
  rangeMaximum: 1,
};

/** The form for another kind of source, with the input range that is usual for it. */
export function withKind(draft: BaseModelDraft, kind: BaseModelDraft['kind']): BaseModelDraft {
  if (kind === draft.kind) return draft;
  // What @tensorflow-models/mobilenet states for the models that it loads by itself.
  const rangeMinimum = kind === 'tfjs-mobilenet' ? 0 : -1;
  return { ...draft, kind, rangeMinimum, rangeMaximum: 1 };
}

/** The form filled in with the source that is in use. */
export function draftBaseModel(source: BaseModelSource): BaseModelDraft {
  if (source.kind === 'built-in') return emptyDraft;
  const [rangeMinimum, rangeMaximum] = source.inputRange;
  const draft = { ...emptyDraft, rangeMinimum, rangeMaximum };
  switch (source.kind) {
    case 'layers-url':
    case 'graph-url':
      return {
        ...draft,
        kind: 'url',
        format: source.kind === 'layers-url' ? 'layers' : 'graph',
        url: source.url,
      };
    case 'layers-files':
    case 'graph-files':
      return {
        ...draft,
        kind: 'files',
        format: source.kind === 'layers-files' ? 'layers' : 'graph',
        files: source.files,
      };
    case 'tfjs-mobilenet':
      return {
        ...draft,
        kind: 'tfjs-mobilenet',
        version: String(source.version),
        alpha: String(source.alpha),
        url: source.url ?? '',
      };
  }
}

/** The source that the form describes; null while something is missing. */
export function completeBaseModel(draft: BaseModelDraft): BaseModelSource | null {
  if (draft.kind === 'built-in') return { kind: 'built-in' };
  const { rangeMinimum, rangeMaximum } = draft;
  if (typeof rangeMinimum !== 'number' || typeof rangeMaximum !== 'number') return null;
  if (rangeMaximum <= rangeMinimum) return null;
  const inputRange = [rangeMinimum, rangeMaximum] as const;
  const url = draft.url.trim();
  switch (draft.kind) {
    case 'url':
      return url === '' ? null : { kind: `${draft.format}-url`, url, inputRange };
    case 'files':
      return draft.files.length === 0
        ? null
        : { kind: `${draft.format}-files`, files: draft.files, inputRange };
    case 'tfjs-mobilenet':
      return {
        kind: 'tfjs-mobilenet',
        version: draft.version === '2' ? 2 : 1,
        alpha: alphas.find((alpha) => String(alpha) === draft.alpha) ?? 1,
        ...(url === '' ? {} : { url }),
        inputRange,
      };
  }
}

const alphas = [0.25, 0.5, 0.75, 1] as const;
