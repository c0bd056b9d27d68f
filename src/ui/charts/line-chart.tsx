import { AxisBottom, AxisLeft } from '@visx/axis';
import { GridRows } from '@visx/grid';
import { Group } from '@visx/group';
import { useParentSize } from '@visx/responsive';
import { scaleLinear, scaleLog } from '@visx/scale';
import { LinePath } from '@visx/shape';
import classes from './line-chart.module.css';
import { TickLabel } from './tick-label.tsx';

/** One line; points in ascending x. A `y` that is not finite leaves a gap. */
export interface ChartLine {
  readonly key: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** A CSS colour; the accent without it. */
  readonly colour?: string;
  /** Drawn dashed, so that it is told from others without colours. */
  readonly dashed?: boolean;
}

interface LineChartProps {
  /** The accessible name of the picture; what it shows must be said in words or a table beside it. */
  readonly name: string;
  readonly lines: readonly ChartLine[];
  /** `log` for numbers above 0 that span powers of ten. */
  readonly scale: 'linear' | 'log';
  /** Lowest and highest value of each axis. */
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
  readonly formatX: (value: number) => string;
  readonly formatY: (value: number) => string;
  /** A place to look at. */
  readonly mark?: { readonly x: number; readonly label: string } | null;
  /** In pixels. */
  readonly height?: number;
}

const margin = { top: 18, right: 14, bottom: 26, left: 52 };

/** Lines over a common axis, without names at their ends: a legend stands beside it. */
export function LineChart(props: LineChartProps) {
  const { parentRef, width } = useParentSize({
    debounceTime: 50,
    ignoreDimensions: ['top', 'left', 'height'],
  });
  const height = props.height ?? 172;
  return (
    <div ref={parentRef} className={classes.frame} style={{ height }}>
      {width > 0 && <Lines {...props} width={width} height={height} />}
    </div>
  );
}

function Lines(props: LineChartProps & { readonly width: number; readonly height: number }) {
  const { name, lines, scale, xRange, yRange, formatX, formatY, mark, width, height } = props;
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  const place = { domain: [...xRange], range: [margin.left, right] };
  const x = scale === 'log' ? scaleLog(place) : scaleLinear(place);
  const y = scaleLinear({ domain: [...yRange], range: [bottom, margin.top] });
  return (
    <svg width={width} height={height} role="img" aria-label={name} className={classes.chart}>
      <GridRows
        scale={y}
        left={margin.left}
        width={right - margin.left}
        numTicks={3}
        stroke="var(--line)"
        strokeWidth={1}
      />
      <AxisLeft
        scale={y}
        left={margin.left}
        numTicks={3}
        hideAxisLine
        hideTicks
        tickFormat={(value) => formatY(Number(value))}
        tickComponent={TickLabel}
        tickLabelProps={{ fill: 'var(--ink-soft)', textAnchor: 'end', dx: -2, dy: 4 }}
      />
      <AxisBottom
        scale={x}
        top={bottom}
        numTicks={Math.max(2, Math.floor((right - margin.left) / 80))}
        hideTicks
        stroke="var(--line)"
        tickFormat={(value) => formatX(Number(value))}
        tickComponent={TickLabel}
        tickLabelProps={{ fill: 'var(--ink-soft)', textAnchor: 'middle', dy: 2 }}
      />
      {mark && (
        <Group left={x(mark.x)} className={classes.mark ?? ''}>
          <line y1={margin.top} y2={bottom} />
          <text y={margin.top - 6} textAnchor={x(mark.x) > (margin.left + right) / 2 ? 'end' : 'start'}>
            {mark.label}
          </text>
        </Group>
      )}
      {lines.map(({ key, points, colour = 'var(--accent)', dashed = false }) => (
        <LinePath
          key={key}
          stroke={colour}
          strokeWidth={2.25}
          strokeLinejoin="round"
          {...(dashed ? { strokeDasharray: '5 4' } : {})}
          data={[...points]}
          defined={(point) => Number.isFinite(point.y)}
          x={(point) => x(point.x)}
          y={(point) => y(Math.min(yRange[1], Math.max(yRange[0], point.y)))}
        />
      ))}
    </svg>
  );
}
