import type { GraphModel } from '@tensorflow/tfjs';
import type { BatchPlan, Embedder } from '../../../core/embedding/embedder.ts';
import type { BaseModelFailure } from '../../../core/shared/failure.ts';
import { findEmbedding, type NetworkView, type NodeRole, skipBack } from './find-embedding.ts';
import { createTfjsEmbedder } from './tfjs-embedder.ts';
import type { TfjsModel } from './tfjs-model.ts';
import { unfit } from './unfit.ts';

/** Puts a TF.js graph model on the current backend, cut at its embedding. */
export async function createGraphEmbedder(
  { artifacts }: TfjsModel,
  inputRange: readonly [number, number],
  plan: BatchPlan,
): Promise<Embedder | BaseModelFailure> {
  const { loadGraphModel } = await import('@tensorflow/tfjs');
  let graph: GraphModel;
  try {
    graph = await loadGraphModel({ load: async () => artifacts });
  } catch (error) {
    return unfit(error instanceof Error ? error.message : String(error));
  }
  const [input] = graph.inputs;
  const [output] = graph.outputNodes;
  if (
    input === undefined ||
    output === undefined ||
    graph.inputs.length > 1 ||
    graph.outputNodes.length > 1
  ) {
    graph.dispose();
    return unfit(
      `it has ${graph.inputs.length} inputs and ${graph.outputNodes.length} outputs, one of each is needed`,
    );
  }
  const embedding = findEmbeddingNode(artifacts.modelTopology, output);
  if (embedding === input.name) {
    graph.dispose();
    return unfit('nothing lies between its input and its classifier');
  }
  return createTfjsEmbedder(
    {
      // Some graphs do not say what they take; then it is tried with a colour image of the usual size.
      inputShape: input.shape === undefined || input.shape.length === 0 ? [-1, -1, 3] : input.shape.slice(1),
      inputRange,
      run(images) {
        const result = graph.execute(images, embedding);
        return Array.isArray(result) ? (result[0] ?? images) : result;
      },
      dispose: () => graph.dispose(),
    },
    plan,
  );
}

interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
}

/** The names of all nodes of a graph model, as its model.json lists them. */
export function listNodes(topology: unknown): readonly GraphNode[] {
  const nodes = (topology as { node?: unknown } | null)?.node;
  return Array.isArray(nodes) ? nodes : [];
}

const roleOfOp: Readonly<Record<string, NodeRole>> = {
  Identity: 'form',
  Reshape: 'form',
  Squeeze: 'form',
  BiasAdd: 'activation',
  Add: 'activation',
  AddV2: 'activation',
  Softmax: 'activation',
  Sigmoid: 'activation',
  MatMul: 'classifier',
  _FusedMatMul: 'classifier',
};
const convolutionOps = ['Conv2D', '_FusedConv2D'];
const poolingOps = ['Mean', 'AvgPool', 'MaxPool', 'Max'];

/** Walks a graph back from its output; outputs and inputs may be written `name:index`. */
function findEmbeddingNode(topology: unknown, output: string): string {
  const nodes = new Map(listNodes(topology).map((node) => [node.name, node]));
  const find = (reference: string) => nodes.get(reference.replace(/:\d+$/, ''));
  const view: NetworkView<GraphNode> = {
    before(node) {
      const inputs = (node.input ?? []).map(find).filter((input) => input !== undefined);
      return inputs.find(({ op }) => op !== 'Const') ?? null;
    },
    roleOf(node) {
      if (!convolutionOps.includes(node.op)) return roleOfOp[node.op] ?? 'other';
      // A convolution behind the last pooling is a dense layer in another form, as at the end of MobileNet.
      const input = view.before(node);
      const source = input === null ? null : skipBack(input, view, ['form']);
      return source !== null && poolingOps.includes(source.op) ? 'classifier' : 'other';
    },
  };
  const start = find(output);
  return start === undefined ? output : findEmbedding(start, view).name;
}
