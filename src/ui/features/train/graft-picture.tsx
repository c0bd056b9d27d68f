import type { CSSProperties } from 'react';
import { largestCut } from '../../../core/embedding/cut-base-model.ts';
import type { StudioClass } from '../../../studio/studio-state.ts';
import { styleClassColour } from '../../class-colour.ts';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import classes from './graft-picture.module.css';
import { useHeadWeights } from './use-head-weights.ts';

/** Height of each block: it falls as the picture gets smaller on its way through MobileNet V1. */
const blockHeights = [92, 82, 82, 72, 72, 63, 63, 63, 63, 63, 63, 56, 56];
/** The last blocks, which may be trained, are drawn wide enough to cut between them. */
const firstWide = blockHeights.length - largestCut;
const [narrowPitch, widePitch] = [10.5, 27];
const gap = 2.5;
const firstBlockX = 46;
const middleY = 76;
const width = 460;
const height = 134;
const headX = blockX(blockHeights.length);
const branchX = headX + 36;
const leafX = branchX + 40;
/** From the highest leaf to the lowest, at most: the words above the picture stay free. */
const leafSpread = 84;
/** Where the words behind the cut begin at the earliest: those before it need room. */
const trainedTextX = 206;
/** More classes than these are counted instead of named. */
const namedCount = 5;
const nameLength = 13;

/** Weights of the built-in base model, until the engine has said how many it has. */
const usualFrozenWeights = 3_200_000;

const CutControl = createLazyPart(
  async () => (await import('./cut-control.tsx')).CutControl,
  <div className={classes.controlLoading} />,
);

/**
 * The idea of Graft as a picture: a base model like a rootstock, and a new head grafted on, with a leaf per class. Left of the
 * cut all is frozen.
 */
export function GraftPicture() {
  const { train } = useMessages();
  const studioClasses = useStudioState((state) => state.classes);
  const engine = useStudioState((state) => state.engine);
  const stage = useStudioState(({ training }) => (training.phase === 'running' ? training.stage : null));
  const trained = useStudioState((state) => state.model !== null);
  const hasKnownBlocks = useStudioState((state) => state.wantedBaseModel.kind === 'built-in');
  const chosen = useStudioState((state) => state.settings.tunedBlockCount);
  const headWeights = useHeadWeights();
  const cuts = engine.phase === 'ready' ? engine.cuts : null;
  const blockCount = Math.min(chosen, cuts?.length ?? chosen);
  const blockWeights = cuts?.[blockCount - 1]?.parameterCount ?? 0;
  const baseWeights = engine.phase === 'ready' ? engine.baseModel.parameterCount : usualFrozenWeights;
  const frozenText = train.frozenWeights(baseWeights - blockWeights);
  const trainedText = train.trainedWeights(headWeights + blockWeights);
  const leaves = listLeaves(studioClasses, train.moreClasses);
  const firstTuned = blockHeights.length - blockCount;
  const cutX = blockX(firstTuned) - gap / 2;

  return (
    <figure className={classes.figure}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className={classes.picture}
        data-state={stage !== null ? 'running' : trained ? 'trained' : 'bare'}
        data-stage={stage}
        role="img"
        aria-label={train.picture(frozenText, trainedText, hasKnownBlocks ? firstTuned : null, blockCount)}
      >
        <g className={classes.lock} transform={`translate(${firstBlockX} 1)`}>
          <rect x="1" y="7" width="13" height="10" rx="2.5" />
          <path d="M4 7V4.5a3.5 3.5 0 0 1 7 0V7" />
        </g>
        <text className={classes.frozen} x={firstBlockX + 20} y="15">
          {train.frozen(frozenText)}
        </text>
        <text className={classes.trained} x={Math.max(cutX + 8, trainedTextX)} y="15">
          {train.trained(trainedText)}
        </text>
        <g className={classes.photo}>
          <rect x="1" y={middleY - 18} width="36" height="36" rx="8" />
          <circle cx="12" cy={middleY - 7} r="3.5" />
          <path d={`M5 ${middleY + 12}l10-12 7 8 4-4 7 8z`} />
        </g>
        {blockHeights.map((height, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the blocks never change
          <Block key={index} index={index} height={height} tuned={index >= firstTuned} />
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
        <path className={classes.cut} d={`M${cutX} 22V${height}`} />
      </svg>
      <CutControl from={(blockX(firstWide) - gap / 2) / width} to={(headX - gap / 2) / width} />
    </figure>
  );
}

/** The left edge of a block; behind the last one the head begins. */
function blockX(index: number): number {
  const narrowCount = Math.min(index, firstWide);
  return firstBlockX + narrowCount * narrowPitch + (index - narrowCount) * widePitch;
}

interface BlockProps {
  readonly index: number;
  readonly height: number;
  /** Whether it is trained with the head. */
  readonly tuned: boolean;
}

/** A block of the base model; the last one ends in a slant, where the head is grafted on. */
function Block({ index, height, tuned }: BlockProps) {
  const x = blockX(index);
  const blockWidth = blockX(index + 1) - x - gap;
  const top = middleY - height / 2;
  const [left, right] = [x + 3.5, x + blockWidth - 3.5];
  const isLast = index === blockHeights.length - 1;
  const end = isLast
    ? `H${x + blockWidth + 7}l-15 ${height}`
    : `H${right}a3.5 3.5 0 0 1 3.5 3.5v${height - 7}a3.5 3.5 0 0 1-3.5 3.5`;
  return (
    <path
      className={classes.block}
      data-tuned={tuned}
      d={`M${left} ${top}${end}H${left}a3.5 3.5 0 0 1-3.5-3.5v-${height - 7}a3.5 3.5 0 0 1 3.5-3.5z`}
    />
  );
}

function headPath(): string {
  const height = 56;
  const top = middleY - height / 2;
  const left = headX + 9;
  return `M${left} ${top}h15a10 10 0 0 1 10 10v${height - 20}a10 10 0 0 1-10 10h-30z`;
}

function leafY(index: number, leafCount: number): number {
  const spacing = leafCount <= 1 ? 0 : Math.min(26, leafSpread / (leafCount - 1));
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
