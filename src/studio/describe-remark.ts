import type { ImageRemark } from '../core/images/image-remark.ts';
import type { Messages } from '../messages/en.ts';

/** One sentence for every kind: a kind without one is a type error where it is used. */
type RemarkSentences = {
  readonly [Kind in ImageRemark['kind']]: (remark: Extract<ImageRemark, { readonly kind: Kind }>) => string;
};

/** Says what of an image is used. */
export function describeRemark(remark: ImageRemark, messages: Messages): string {
  const sentences: RemarkSentences = messages.remarks;
  const describe = sentences[remark.kind] as (remark: ImageRemark) => string;
  return describe(remark);
}
