import { useMemo } from 'react';
import type { StudioSample } from '../../../studio/studio-state.ts';
import { useStudioState } from '../../studio-context.tsx';

/** Looks up the samples and classes that findings name by their ids. */
export function useFoundSamples(): {
  sampleOf(id: string): StudioSample | undefined;
  classNameOf(classId: string): string;
} {
  const samples = useStudioState((state) => state.samples);
  const studioClasses = useStudioState((state) => state.classes);
  const samplesById = useMemo(() => new Map(samples.map((sample) => [sample.id, sample])), [samples]);
  const names = useMemo(() => new Map(studioClasses.map(({ id, name }) => [id, name])), [studioClasses]);
  return {
    sampleOf: (id) => samplesById.get(id),
    classNameOf: (classId) => names.get(classId) ?? '',
  };
}
