import { AxisBottom, AxisLeft } from '@visx/axis';
import { GridRows } from '@visx/grid';
import { Group } from '@visx/group';
import { useParentSize } from '@visx/responsive';
import { scaleLinear } from '@visx/scale';
import { LinePath } from '@visx/shape';
import classes from './epoch-chart.module.css';
import { placeLabels } from './place-labels.ts';
import { TickLabel } from './tick-label.tsx';

/** One epoch's pair of values; null where there is none. */
export interface EpochPoint {
  readonly epoch: number;
  readonly training: number | null;
  readonly validation: number | null;
}

interface EpochChartProps {
  /** The accessible name of the picture. */
  readonly name: string;
  readonly points: readonly EpochPoint[];
  /** The last epoch of the axis: a run in progress grows towards it. */
  readonly lastEpoch: number;
  /** Lowest and highest value of the axis. */
  readonly range: readonly [number, number];
  readonly formatValue: (value: number) => string;
  readonly trainingLabel: string;
  readonly validationLabel: string;
  /** Marked where the validation curve passes it. */
  readonly bestEpoch: number | null;
  readonly bestLabel: string;
  /** The epochs behind this one are of another kind; null where all are alike. */
  readonly phaseEnd: number | null;
  readonly phaseLabel: string;
}

const height = 172;
const margin = { top: 18, right: 80, bottom: 26, left: 44 };

/**
 * Two curves over epochs: training dashed and grey, validation solid in the accent colour, each with its name at its end.
 */
export function EpochChart(props: EpochChartProps) {
  const { parentRef, width } = useParentSize({
    debounceTime: 50,
    ignoreDimensions: ['top', 'left', 'height'],
  });
  return (
    <div ref={parentRef} className={classes.frame} style={{ height }}>
      {width > 0 && <Curves {...props} width={width} />}
    </div>
  );
}

function Curves({ width, ...props }: EpochChartProps & { readonly width: number }) {
  const { name, points, lastEpoch, range, formatValue, bestEpoch } = props;
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  const x = scaleLinear({
    domain: lastEpoch === 1 ? [0.5, 1.5] : [1, lastEpoch],
    range: [margin.left, right],
  });
  const y = scaleLinear({ domain: [...range], range: [bottom, margin.top] });
  const epochTicks = [...new Set(x.ticks(Math.max(2, Math.floor((right - margin.left) / 70))))].filter(
    (tick) => Number.isInteger(tick) && tick >= 1,
  );
  const last = points.at(-1);
  const lastValue = last?.validation ?? last?.training ?? range[0];
  // Where the curves are not.
  const phaseLabelY = y(lastValue) > (margin.top + bottom) / 2 ? margin.top + 15 : bottom - 6;
  const best = points.find((point) => point.epoch === bestEpoch && point.validation !== null);

  return (
    <svg width={width} height={height} role="img" aria-label={name} className={classes.chart}>
      <GridRows
        scale={y}
        left={margin.left}
        width={right - margin.left}
        numTicks={4}
        stroke="var(--line)"
        strokeWidth={1}
      />
      {props.phaseEnd !== null && props.phaseEnd < lastEpoch && (
        <Group left={x(props.phaseEnd)} className={classes.phase ?? ''}>
          <rect y={margin.top} width={right - x(props.phaseEnd)} height={bottom - margin.top} />
          <text x={right - x(props.phaseEnd)} y={phaseLabelY} textAnchor="end">
            {props.phaseLabel}
          </text>
        </Group>
      )}
      <AxisLeft
        scale={y}
        left={margin.left}
        numTicks={4}
        hideAxisLine
        hideTicks
        tickFormat={(value) => formatValue(Number(value))}
        tickComponent={TickLabel}
        tickLabelProps={{ fill: 'var(--ink-soft)', textAnchor: 'end', dx: -2, dy: 4 }}
      />
      <AxisBottom
        scale={x}
        top={bottom}
        tickValues={epochTicks}
        hideTicks
        stroke="var(--line)"
        tickFormat={(value) => String(value)}
        tickComponent={TickLabel}
        tickLabelProps={{ fill: 'var(--ink-soft)', textAnchor: 'middle', dy: 2 }}
      />
      {best !== undefined && (
        <Group left={x(best.epoch)} className={classes.best ?? ''}>
          <line y1={margin.top} y2={bottom} />
          <text y={margin.top - 6} textAnchor={x(best.epoch) > (margin.left + right) / 2 ? 'end' : 'start'}>
            {props.bestLabel}
          </text>
        </Group>
      )}
      <LinePath
        stroke="var(--ink-soft)"
        strokeWidth={2.25}
        strokeDasharray="1 5"
        strokeLinecap="round"
        data={[...points]}
        defined={(point) => point.training !== null}
        x={(point) => x(point.epoch)}
        y={(point) => y(point.training ?? 0)}
      />
      <LinePath
        stroke="var(--accent)"
        strokeWidth={2.5}
        strokeLinejoin="round"
        data={[...points]}
        defined={(point) => point.validation !== null}
        x={(point) => x(point.epoch)}
        y={(point) => y(point.validation ?? 0)}
      />
      {points.length === 1 && <FirstPoints point={points[0]} x={x} y={y} />}
      {best !== undefined && (
        <circle className={classes.bestPoint} cx={x(best.epoch)} cy={y(best.validation ?? 0)} r={5} />
      )}
      <CurveNames {...props} x={x} y={y} />
    </svg>
  );
}

type Scale = (value: number) => number;

/** One epoch is no line yet: two dots. */
function FirstPoints({
  point,
  x,
  y,
}: {
  readonly point: EpochPoint | undefined;
  readonly x: Scale;
  readonly y: Scale;
}) {
  if (point === undefined) return null;
  return (
    <>
      {point.training !== null && (
        <circle className={classes.firstTraining} cx={x(point.epoch)} cy={y(point.training)} r={3.5} />
      )}
      {point.validation !== null && (
        <circle className={classes.firstValidation} cx={x(point.epoch)} cy={y(point.validation)} r={4} />
      )}
    </>
  );
}

function CurveNames({
  points,
  trainingLabel,
  validationLabel,
  x,
  y,
}: EpochChartProps & { readonly x: Scale; readonly y: Scale }) {
  const last = points.at(-1);
  if (last === undefined) return null;
  const labels = [
    { key: 'training', text: trainingLabel, value: last.training, className: classes.trainingName },
    { key: 'validation', text: validationLabel, value: last.validation, className: classes.validationName },
  ].filter((label) => label.value !== null);
  const heights = placeLabels(
    labels.map((label) => y(label.value ?? 0)),
    17,
    [margin.top + 4, height - margin.bottom - 4],
  );
  return labels.map((label, index) => (
    <text key={label.key} className={label.className} x={x(last.epoch) + 9} y={(heights[index] ?? 0) + 4}>
      {label.text}
    </text>
  ));
}
