import type { Importer } from './import-files.ts';
import type { ProjectSwitcher } from './project-switcher.ts';
import type { StudioContext } from './studio-context.ts';

/** What becomes of project files that were brought to other work. */
export type OfferAnswer = 'add' | 'open' | 'leave';

/** Does with offered project files what the person says. */
export function createOfferSettler({ store }: StudioContext, importer: Importer, switcher: ProjectSwitcher) {
  return {
    async settleOffer(answer: OfferAnswer): Promise<void> {
      const { offeredProjects } = store.getState();
      if (offeredProjects === null) return;
      const { files } = offeredProjects;
      if (answer === 'open') {
        const failure = await switcher.createProject();
        if (failure !== null) return store.setState({ offeredProjects: { files, failure } });
      }
      store.setState({ offeredProjects: null });
      if (answer !== 'leave') await importer.importOffered(files);
    },
  };
}
