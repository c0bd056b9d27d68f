import { createProjectStore } from '../../../src/platform/create-project-store.ts';
import type { StudioPorts } from '../../../src/studio/studio-ports.ts';
import { createTestStudio } from './create-test-studio.ts';
import { createPlainEngine } from './plain-engine.ts';

let browserCount = 0;

/** A browser: what it keeps, and which tab has which project. Tabs come and go. */
export function createBrowser() {
  const databaseName = `browser ${++browserCount}`;
  const projects = createProjectStore(databaseName);
  const preferences = new Map<string, string>();
  const locked = new Set<string>();
  let idCount = 0;

  async function openTab(change: Partial<StudioPorts> = {}, engine = createPlainEngine()) {
    const own = new Set<string>();
    let isDead = false;
    const tab = createTestStudio(
      engine,
      {
        projects: {
          ...projects,
          write: (...call) => (isDead ? new Promise(() => {}) : projects.write(...call)),
        },
        createId: () => `id-${++idCount}`,
        async lockProject(projectId) {
          if (locked.has(projectId)) return null;
          locked.add(projectId);
          own.add(projectId);
          return () => void locked.delete(projectId);
        },
        ...change,
      },
      preferences,
    );
    await Promise.all([tab.studio.openLastProject(), tab.studio.startEngine()]);
    return {
      ...tab,
      engine,
      /** Ends the tab without a word: nothing that it still wanted to do is done. */
      kill() {
        isDead = true;
        engine.crash();
        for (const projectId of own) locked.delete(projectId);
      },
    };
  }
  return { projects, preferences, openTab, databaseName };
}
