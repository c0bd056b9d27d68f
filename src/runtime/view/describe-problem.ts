import type { CameraFailure, FileFailure } from '../../core/shared/failure.ts';
import { enClassifier } from '../../messages/en-classifier.ts';
import type { StartProblem } from '../classifier/create-classifier.ts';

/** What can go wrong where an exported classifier runs. */
export type RuntimeProblem =
  | StartProblem
  | FileFailure
  | CameraFailure
  | { readonly kind: 'classifier-unreachable'; readonly detail: string }
  /** It has not come yet, or not at all. */
  | { readonly kind: 'no-classifier' }
  /** Something else than a file was dropped. */
  | { readonly kind: 'no-file' };

/** A sentence for a problem: what happened, and what to do. */
export function describeProblem({ kind }: RuntimeProblem): string {
  const { problems } = enClassifier;
  switch (kind) {
    case 'file-too-many-pixels':
      return problems['file-too-large'];
    case 'file-fully-transparent':
      return problems['file-transparent'];
    case 'file-unreadable':
      return problems['no-picture'];
    case 'file-cut-off':
      return problems['file-damaged'];
    case 'file-format-unsupported':
    case 'decoder-gave-up':
    case 'decoder-unreachable':
      return problems['file-not-an-image'];
    default:
      return problems[kind];
  }
}
