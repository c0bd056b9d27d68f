import type { CSSProperties } from 'react';
import { selectActiveClassSamples } from '../../../studio/select-active-samples.ts';
import type { StudioClass } from '../../../studio/studio-state.ts';
import { styleClassColour } from '../../class-colour.ts';
import { useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import { countHeadWeights } from './count-head-weights.ts';
import classes from './graft-picture.module.css';

/** Height of each frozen block: it falls as the picture gets smaller on its way through MobileNet V1. */
const blockHeights = [92, 82, 82, 72, 72, 63, 63, 63, 63, 63, 63, 56, 56];
const blockWidth = 11.5;
const blockPitch = 14;
const firstBlockX = 46;
const middleY = 62;
const headX = firstBlockX + blockHeights.length * blockPitch;
const branchX = headX + 38;
const leafX = branchX + 44;
/** More classes than these are counted instead of named. */
const namedCount = 5;
const nameLength = 13;

/** Weights of the built-in base model, until the engine has said how many it has. */
const usualFrozenWeights = 3_200_000;
const usualEmbeddingSize = 1024;

/** The idea of Graft as a picture: a frozen base like a rootstock, and a new head grafted on, with a leaf per class. */
export function GraftPicture() {
  const { train } = useMessages();
  const studioClasses = useStudioState((state) => state.classes);
  const filledCount = useStudioState((state) => selectActiveClassSamples(state.classes, state.samples).size);
  const hiddenUnits = useStudioState((state) => state.settings.hiddenUnits);
  const engine = useStudioState((state) => state.engine);
  const running = useStudioState((state) => state.training.phase === 'running');
  const trained = useStudioState((state) => state.model !== null);
  const hasKnownBlocks = useStudioState((state) => state.wantedBaseModel.kind === 'built-in');
  const baseModel = engine.phase === 'ready' ? engine.baseModel : null;
  const weights = countHeadWeights(
    baseModel?.embeddingSize ?? usualEmbeddingSize,
    Number.isFinite(hiddenUnits) ? hiddenUnits : 0,
    // Classes without images are not trained; before there are two with images, the picture shows what is to come.
    filledCount >= 2 ? filledCount : Math.max(2, studioClasses.length),
  );
  const frozenText = train.frozenWeights(baseModel?.parameterCount ?? usualFrozenWeights);
  const trainedText = train.trainedWeights(weights);
  const leaves = listLeaves(studioClasses, train.moreClasses);

  return (
    <figure className={classes.figure}>
      <svg
        viewBox="0 0 460 152"
        className={classes.picture}
        data-state={running ? 'running' : trained ? 'trained' : 'bare'}
        role="img"
        aria-label={train.picture(frozenText, trainedText, hasKnownBlocks ? blockHeights.length : null)}
      >
        <g className={classes.photo}>
          <rect x="1" y={middleY - 18} width="36" height="36" rx="8" />
          <circle cx="12" cy={middleY - 7} r="3.5" />
          <path d={`M5 ${middleY + 12}l10-12 7 8 4-4 7 8z`} />
        </g>
        {blockHeights.map((height, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the blocks never change
          <Block key={index} index={index} height={height} />
        ))}
        <path className={classes.head} d={headPath()} />
        {leaves.map((leaf, index) => {
          const y = leafY(index, leaves.length);
          return (
            <g key={leaf.key} className={classes.branch} style={leaf.style}>
              <path className={classes.twig} d={twigPath(y)} />
              <path className={classes.flow} d={twigPath(y)} />
              <path className={classes.leaf} d={leafPath(y)} />
              <text x={leafX + 21} y={y + 4.5}>
                {leaf.text}
              </text>
            </g>
          );
        })}
        <g className={classes.lock} transform={`translate(${firstBlockX} 122)`}>
          <rect x="1" y="7" width="13" height="10" rx="2.5" />
          <path d="M4 7V4.5a3.5 3.5 0 0 1 7 0V7" />
        </g>
        <text className={classes.frozen} x={firstBlockX + 21} y="136">
          {train.frozen(frozenText)}
        </text>
        <text className={classes.trained} x={headX - 2} y="136">
          {train.trained(trainedText)}
        </text>
      </svg>
      <figcaption className={classes.caption}>{train.explanation}</figcaption>
    </figure>
  );
}

/** A frozen block; the last one is cut at a slant, where the head is grafted on. */
function Block({ index, height }: { readonly index: number; readonly height: number }) {
  const x = firstBlockX + index * blockPitch;
  const top = middleY - height / 2;
  if (index < blockHeights.length - 1) {
    return <rect className={classes.block} x={x} y={top} width={blockWidth} height={height} rx="3.5" />;
  }
  return (
    <path
      className={classes.block}
      d={`M${x + 3.5} ${top}h${blockWidth + 4}l-15 ${height}h-2.5a3.5 3.5 0 0 1-3.5-3.5v-${height - 7}a3.5 3.5 0 0 1 3.5-3.5z`}
    />
  );
}

function headPath(): string {
  const height = 56;
  const top = middleY - height / 2;
  const left = headX + 8;
  return `M${left} ${top}h15a10 10 0 0 1 10 10v${height - 20}a10 10 0 0 1-10 10h-30z`;
}

function leafY(index: number, leafCount: number): number {
  const spacing = leafCount <= 1 ? 0 : Math.min(26, 100 / (leafCount - 1));
  return middleY + (index - (leafCount - 1) / 2) * spacing;
}

function twigPath(y: number): string {
  return `M${branchX} ${middleY}C${branchX + 26} ${middleY} ${leafX - 30} ${y} ${leafX} ${y}`;
}

function leafPath(y: number): string {
  return `M${leafX - 1} ${y}c3-8 10-9 16-8-1 7-5 14-16 8z`;
}

interface Leaf {
  readonly key: string;
  readonly text: string;
  /** Its colour, where it stands for one class. */
  readonly style?: CSSProperties;
}

function listLeaves(
  studioClasses: readonly StudioClass[],
  sayMore: (amount: number) => string,
): readonly Leaf[] {
  const all = studioClasses.map(({ name, colour }, index) => ({
    key: `branch ${index}`,
    text: shorten(name),
    style: styleClassColour(colour),
  }));
  if (all.length > namedCount) {
    const named = all.slice(0, namedCount - 1);
    return [...named, { key: 'rest', text: sayMore(all.length - named.length) }];
  }
  const toCome = Array.from({ length: Math.max(0, 2 - all.length) }, (_, index) => ({
    key: `branch ${all.length + index}`,
    text: '',
  }));
  return [...all, ...toCome];
}

function shorten(name: string): string {
  const characters = [...name];
  return characters.length <= nameLength ? name : `${characters.slice(0, nameLength - 1).join('')}…`;
}
