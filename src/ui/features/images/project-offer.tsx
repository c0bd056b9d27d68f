import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { useStudio, useStudioState } from '../../studio-context.tsx';

const ProjectOfferDialog = createLazyPart(
  async () => (await import('./project-offer-dialog.tsx')).ProjectOfferDialog,
);

/** The question about project files that wait; nothing while none do. */
export function ProjectOffer() {
  const studio = useStudio();
  const offer = useStudioState((state) => state.offeredProjects);
  if (offer === null) return null;
  return <ProjectOfferDialog offer={offer} onClose={() => void studio.settleOffer('leave')} />;
}
