import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Studio } from '../studio/studio.ts';
import type { StudioState } from '../studio/studio-state.ts';

const StudioContext = createContext<Studio | null>(null);

export const StudioProvider = StudioContext.Provider;

/** The one studio of the page: its actions. */
export function useStudio(): Studio {
  const studio = useContext(StudioContext);
  if (studio === null) throw new Error('StudioProvider is missing above this component');
  return studio;
}

/** A part of the studio's state; the component is drawn again when that part is another object. */
export function useStudioState<Part>(select: (state: StudioState) => Part): Part {
  return useStore(useStudio().store, select);
}
