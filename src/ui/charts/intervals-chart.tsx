import { useParentSize } from '@visx/responsive';
import { scaleLinear } from '@visx/scale';
import classes from './intervals-chart.module.css';

/** A share, 0 to 1, with the interval in which it may truly lie. */
export interface IntervalRow {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  /** Drawn in the accent colour. */
  readonly emphasised: boolean;
}

interface IntervalsChartProps {
  /** The accessible name of the picture. */
  readonly name: string;
  readonly rows: readonly IntervalRow[];
  readonly formatValue: (value: number) => string;
}

const rowHeight = 44;
const footHeight = 22;
const sides = 12;

/** Shares one below the other on one scale from 0 to 1: a stroke for each value, and a bar for its interval. */
export function IntervalsChart(props: IntervalsChartProps) {
  const { parentRef, width } = useParentSize({
    debounceTime: 50,
    ignoreDimensions: ['top', 'left', 'height'],
  });
  const height = props.rows.length * rowHeight + footHeight;
  return (
    <div ref={parentRef} className={classes.frame} style={{ height }}>
      {width > 0 && <Rows {...props} width={width} height={height} />}
    </div>
  );
}

function Rows({
  name,
  rows,
  formatValue,
  width,
  height,
}: IntervalsChartProps & { readonly width: number; readonly height: number }) {
  const x = scaleLinear({ domain: [0, 1], range: [sides, width - sides] });
  const bottom = rows.length * rowHeight;
  return (
    <svg width={width} height={height} role="img" aria-label={name} className={classes.chart}>
      {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={0} y2={bottom} stroke="var(--line)" />
          <text
            className={classes.scale}
            x={x(tick)}
            y={bottom + 16}
            textAnchor={tick === 0 ? 'start' : tick === 1 ? 'end' : 'middle'}
          >
            {formatValue(tick)}
          </text>
        </g>
      ))}
      {rows.map(({ id, label, value, lower, upper, emphasised }, index) => {
        const top = index * rowHeight;
        const middle = top + 30;
        const colour = emphasised ? 'var(--accent)' : 'var(--line-strong)';
        return (
          <g key={id}>
            <text x={x(0)} y={top + 15} stroke="var(--surface)" strokeWidth={4} paintOrder="stroke">
              {label}
            </text>
            <text
              className={classes.value}
              x={x(1)}
              y={top + 15}
              textAnchor="end"
              stroke="var(--surface)"
              strokeWidth={4}
              paintOrder="stroke"
            >
              {formatValue(value)}
            </text>
            <line x1={x(0)} x2={x(value)} y1={middle} y2={middle} stroke={colour} strokeWidth={2} />
            <rect
              x={x(lower)}
              width={Math.max(2, x(upper) - x(lower))}
              y={middle - 5}
              height={10}
              rx={5}
              fill={colour}
              fillOpacity={0.35}
            />
            <line
              x1={x(value)}
              x2={x(value)}
              y1={middle - 9}
              y2={middle + 9}
              stroke={colour}
              strokeWidth={3}
              strokeLinecap="round"
            />
          </g>
        );
      })}
    </svg>
  );
}
