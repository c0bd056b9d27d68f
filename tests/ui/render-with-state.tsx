import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { createStore } from 'zustand/vanilla';
import { en } from '../../src/messages/en.ts';
import type { Studio } from '../../src/studio/studio.ts';
import type { StudioSample, StudioState } from '../../src/studio/studio-state.ts';
import { loadLateMessages, MessagesProvider } from '../../src/ui/messages-context.ts';
import { StudioProvider } from '../../src/ui/studio-context.tsx';

// A lazy part finds them loaded.
await loadLateMessages(en);

/** Draws a part of the page that reads nothing else of the studio's state, and does nothing. */
export function renderWithState(part: ReactNode, state: Partial<StudioState>): string {
  const studio = { store: createStore(() => state) } as unknown as Studio;
  return renderToStaticMarkup(
    <MessagesProvider value={en}>
      <StudioProvider value={studio}>{part}</StudioProvider>
    </MessagesProvider>,
  );
}

/** `count` samples of a class that wait to be embedded. */
export function createSamples(
  classId: string,
  count: number,
  assignedSet: StudioSample['assignedSet'] = null,
): readonly StudioSample[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `${classId} ${assignedSet} ${index}`,
    classId,
    order: index,
    file: `${classId}/${index}.png`,
    image: new Blob(),
    assignedSet,
    pinnedSet: null,
    disabled: false,
    burstId: null,
    state: 'waiting',
    thumbnail: null,
    imageHash: null,
  }));
}
