import type { CSSProperties } from 'react';
import type { ReliabilityBin } from '../../../core/evaluation/reliability.ts';
import { useLateMessages, useMessages } from '../../messages-context.ts';
import classes from './reliability-diagram.module.css';

interface ReliabilityDiagramProps {
  readonly bins: readonly ReliabilityBin[];
}

/** Of the square that is drawn in; the picture takes the width that there is. */
const side = 300;
const margin = { left: 44, bottom: 40, top: 10, right: 20 };
const ticks = [0, 0.25, 0.5, 0.75, 1];

/** How often predictions were right against how sure they were, a bar per bin; the numbers are in a table beside it. */
export function ReliabilityDiagram({ bins }: ReliabilityDiagramProps) {
  const { general } = useMessages();
  const { calibration } = useLateMessages();
  const x = (value: number) => margin.left + value * (side - margin.left - margin.right);
  const y = (value: number) => side - margin.bottom - value * (side - margin.top - margin.bottom);
  const most = Math.max(...bins.map(({ count }) => count));
  return (
    <svg
      viewBox={`0 0 ${side} ${side}`}
      className={classes.diagram}
      role="img"
      aria-label={calibration.diagram}
    >
      {ticks.map((tick) => (
        <g key={tick}>
          <line className={classes.grid} x1={x(0)} x2={x(1)} y1={y(tick)} y2={y(tick)} />
          <text x={x(0) - 6} y={y(tick) + 4} textAnchor="end">
            {general.percent(tick)}
          </text>
          <text x={x(tick)} y={y(0) + 16} textAnchor="middle">
            {general.percent(tick)}
          </text>
        </g>
      ))}
      {bins.map(({ lower, upper, count, accuracy }) =>
        count === 0 ? null : (
          <rect
            key={lower}
            className={classes.bar}
            style={{ '--weight': 0.35 + (0.65 * count) / most } as CSSProperties}
            x={x(lower) + 1}
            width={x(upper) - x(lower) - 2}
            y={Math.min(y(accuracy), y(0) - 2)}
            height={Math.max(2, y(0) - y(accuracy))}
          />
        ),
      )}
      <line className={classes.ideal} x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
      <text className={classes.axis} x={x(0.5)} y={side - 4} textAnchor="middle">
        {calibration.confidence}
      </text>
    </svg>
  );
}
