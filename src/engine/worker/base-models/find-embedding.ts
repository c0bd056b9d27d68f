/** What a node of a network does, as far as looking for the embedding goes. */
export type NodeRole =
  /** Changes the form only: flatten, reshape, squeeze, identity, dropout. */
  | 'form'
  /** What follows a classifier: bias, softmax, another activation. */
  | 'activation'
  /** Turns an embedding into one number per class. */
  | 'classifier'
  | 'other';

/** A network seen from its output. */
export interface NetworkView<Node> {
  roleOf(node: Node): NodeRole;
  /** The node whose result this one takes; null at the input. */
  before(node: Node): Node | null;
}

/**
 * Finds the node whose result serves as the embedding: what the last classifier takes, before it was flattened; the
 * output itself where the network ends without a classifier.
 */
export function findEmbedding<Node>(output: Node, view: NetworkView<Node>): Node {
  const last = skipBack(output, view, ['form', 'activation']);
  if (view.roleOf(last) !== 'classifier') return output;
  const input = view.before(last);
  return input === null ? output : skipBack(input, view, ['form']);
}

/** The first node, walking back from `start`, whose role is none of `roles`. */
export function skipBack<Node>(start: Node, view: NetworkView<Node>, roles: readonly NodeRole[]): Node {
  let node = start;
  while (roles.includes(view.roleOf(node))) {
    const previous = view.before(node);
    if (previous === null) return node;
    node = previous;
  }
  return node;
}
