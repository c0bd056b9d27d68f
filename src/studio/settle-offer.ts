import type { Importer } from './import-files.ts';
import type { ProjectSwitcher } from './project-switcher.ts';
import type { StudioContext } from './studio-context.ts';

/** What becomes of project files that were brought to other work. */
export type OfferAnswer = 'add' | 'open' | 'leave';

/** Does with offered project files what the person says. */
export function createOfferSettler({ store }: StudioContext, importer: Importer, switcher: ProjectSwitcher) {
  return {
    async settleOffer(answer: OfferAnswer): Promise<void> {
      if (listOffered() === null) return;
      const failure = answer === 'open' ? await switcher.createProject() : null;
      // More may have come meanwhile.
      const files = listOffered();
      if (files === null) return;
      store.setState({ offeredProjects: failure && { files, failure } });
      if (failure !== null) return;
      if (answer !== 'leave') await importer.importOffered(files);
    },
  };

  function listOffered() {
    return store.getState().offeredProjects?.files ?? null;
  }
}
