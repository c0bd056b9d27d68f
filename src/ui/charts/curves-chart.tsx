import { AxisBottom, AxisLeft } from '@visx/axis';
import { GridRows } from '@visx/grid';
import { useParentSize } from '@visx/responsive';
import { scaleLinear, scaleLog } from '@visx/scale';
import { AreaClosed, LinePath } from '@visx/shape';
import classes from './curves-chart.module.css';
import { TickLabel } from './tick-label.tsx';

/** A point of a curve, with where the band around it ends; both ends are its value where there is no band. */
export interface CurvePoint {
  readonly x: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** One curve with its looks. */
export interface Curve {
  readonly id: string;
  readonly label: string;
  /** A colour of the theme, as CSS has it. */
  readonly colour: string;
  readonly dash: 'solid' | 'dashed' | 'dotted';
  /** In ascending order of x. */
  readonly points: readonly CurvePoint[];
}

interface CurvesChartProps {
  /** The accessible name of the picture. */
  readonly name: string;
  readonly curves: readonly Curve[];
  /** `log`: every x is 1 or more. */
  readonly scale: 'linear' | 'log';
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
  readonly xLabel: string;
  /** Lowest and highest value of the axis. */
  readonly range: readonly [number, number];
  readonly formatValue: (value: number) => string;
}

const height = 236;
const margin = { top: 10, right: 14, bottom: 44, left: 44 };
const dashes = { solid: undefined, dashed: '7 5', dotted: '1 5' } as const;

/** Several curves, each with a band where it has one; their names stand above. */
export function CurvesChart(props: CurvesChartProps) {
  const { parentRef, width } = useParentSize({
    debounceTime: 50,
    ignoreDimensions: ['top', 'left', 'height'],
  });
  return (
    <div>
      <ul className={classes.legend} aria-hidden>
        {props.curves.map(({ id, label, colour, dash }) => (
          <li key={id}>
            <svg width={26} height={10} aria-hidden>
              <line
                x1={1}
                x2={25}
                y1={5}
                y2={5}
                stroke={colour}
                strokeWidth={2.5}
                strokeDasharray={dashes[dash]}
                strokeLinecap="round"
              />
            </svg>
            {label}
          </li>
        ))}
      </ul>
      <div ref={parentRef} className={classes.frame} style={{ height }}>
        {width > 0 && <Drawing {...props} width={width} />}
      </div>
    </div>
  );
}

function Drawing({
  name,
  curves,
  scale,
  ticks,
  xLabel,
  range,
  formatValue,
  width,
}: CurvesChartProps & { readonly width: number }) {
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  const places = ticks.map(({ x }) => x);
  const [first, last] = [Math.min(...places), Math.max(...places)];
  const domain = first === last ? [first / 2, first * 2] : [first, last];
  const x = (scale === 'log' ? scaleLog : scaleLinear)({ domain, range: [margin.left + 6, right] });
  const y = scaleLinear({ domain: [...range], range: [bottom, margin.top] });

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
        tickValues={places}
        hideTicks
        stroke="var(--line)"
        tickFormat={(value) => ticks.find((tick) => tick.x === Number(value))?.label ?? ''}
        tickComponent={TickLabel}
        tickLabelProps={(value) => ({
          fill: 'var(--ink-soft)',
          textAnchor: Number(value) === last && first !== last ? 'end' : 'middle',
          dx: Number(value) === last && first !== last ? 12 : 0,
          dy: 2,
        })}
        label={xLabel}
        labelOffset={10}
        labelProps={{ fill: 'var(--ink-soft)', textAnchor: 'middle' }}
      />
      {curves.map(({ id, colour, points }) => (
        <AreaClosed
          key={id}
          data={[...points]}
          x={(point) => x(point.x)}
          y0={(point) => y(point.low)}
          y1={(point) => y(point.high)}
          yScale={y}
          fill={colour}
          fillOpacity={0.16}
        />
      ))}
      {curves.map(({ id, colour, dash, points }) => (
        <g key={id}>
          <LinePath
            data={[...points]}
            x={(point) => x(point.x)}
            y={(point) => y(point.value)}
            stroke={colour}
            strokeWidth={2.5}
            strokeDasharray={dashes[dash]}
            strokeLinejoin="round"
            strokeLinecap="round"
          />
          {points.length < 20 &&
            points.map((point) => (
              <circle key={point.x} cx={x(point.x)} cy={y(point.value)} r={3.5} fill={colour} />
            ))}
        </g>
      ))}
    </svg>
  );
}
