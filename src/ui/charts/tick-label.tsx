import type { AxisLeft } from '@visx/axis';
import type { ComponentProps } from 'react';

type TickLabelProps = Parameters<NonNullable<ComponentProps<typeof AxisLeft>['tickComponent']>>[0];

/** A label of an axis as it is. That of visx measures its words to break them, for which the browser lays the page out each time. */
export function TickLabel({
  formattedValue,
  x,
  y,
  dx,
  dy,
  fill,
  textAnchor,
  fontSize,
  fontFamily,
}: TickLabelProps) {
  return <text {...{ x, y, dx, dy, fill, textAnchor, fontSize, fontFamily }}>{formattedValue}</text>;
}
