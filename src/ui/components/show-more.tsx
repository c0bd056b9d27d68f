import { Button } from '@mantine/core';
import { useMessages } from '../messages-context.ts';

interface ShowMoreProps {
  readonly shownCount: number;
  readonly totalCount: number;
  /** How many more one press shows at most. */
  readonly pageSize: number;
  /** Called with the number to show from now on. */
  readonly onMore: (shownCount: number) => void;
}

/** The way on in a long list that is shown page by page; nothing once all is shown. */
export function ShowMore({ shownCount, totalCount, pageSize, onMore }: ShowMoreProps) {
  const { general } = useMessages();
  if (shownCount >= totalCount) return null;
  return (
    <Button variant="subtle" onClick={() => onMore(shownCount + pageSize)}>
      {general.showMore(Math.min(pageSize, totalCount - shownCount), totalCount)}
    </Button>
  );
}
