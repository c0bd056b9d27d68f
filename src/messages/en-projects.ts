import { date, plain, size } from './en-formats.ts';

/** What the page says of projects and their files. */
export const enProjects = {
  projects: {
    badge: (name: string, keeping: string) => `Project: ${name}, ${keeping}`,
    keeping: {
      opening: 'being opened',
      kept: 'kept in this browser',
      off: 'not kept',
      failed: 'not all of it kept',
    },
    title: 'Projects',
    name: 'Name of this project',
    keepingHelp: {
      opening: 'This project is being opened.',
      kept: 'Everything you do here is kept in this browser as you do it, on this device alone.',
      off: 'Nothing of this visit is kept. Once this page is closed, it is gone.',
      failed: 'Not everything of this project is kept in this browser. It is all still here in this tab.',
    },
    storage: (facts: {
      readonly persisted: boolean | null;
      readonly usageBytes: number | null;
      readonly quotaBytes: number | null;
    }) => {
      const room =
        facts.usageBytes === null || facts.quotaBytes === null
          ? ''
          : `In use: ${size(facts.usageBytes)} of ${size(facts.quotaBytes)}. `;
      const promise =
        facts.persisted === true
          ? 'The browser keeps it until you delete it.'
          : facts.persisted === false
            ? 'The browser may delete it when the device runs out of room, so save what matters as a file, too.'
            : 'The browser does not say how long it keeps it, so save what matters as a file, too.';
      return `${room}${promise}`;
    },
    nearlyFull: (usageBytes: number, quotaBytes: number) =>
      `The room that this browser gives is nearly full: ${size(usageBytes)} of ${size(quotaBytes)}. Delete projects that you no longer need, or save them as files first.`,
    keep: 'Keep this project',
    keepNothing: 'Keep nothing of this visit',
    all: 'All projects in this browser',
    none: 'Nothing is kept yet. A project comes into being with its first class or image.',
    create: 'New project',
    open: 'Open',
    isOpen: 'Open here',
    openNamed: (name: string) => `Open ${name}`,
    delete: 'Delete',
    deleteNamed: (name: string) => `Delete ${name}`,
    deleteQuestion: 'For good?',
    deleteForGood: (name: string) => `Delete ${name} for good`,
    /** @param changedAt ISO 8601 */
    changed: (changedAt: string) => `changed ${date.format(new Date(changedAt))}`,
    opening: 'Opening your project',
    forgetTitle: 'A shared computer?',
    forgetText:
      'Deletes every project, image, model and setting that Graft has kept on this computer. Files that you have downloaded stay.',
    forget: 'Forget everything on this computer',
    forgetQuestion: 'All projects in this browser will be gone, and nobody can bring them back.',
    forgetNow: 'Yes, forget everything',
  },
  /** The question about project files that are brought to other work. */
  projectOffer: {
    title: (files: readonly string[]) =>
      files.length === 1 ? `Open ${files[0]}` : `Open ${plain.format(files.length)} projects`,
    add: 'Add to what is here',
    addText: (fileCount: number) =>
      `${fileCount === 1 ? 'Its' : 'Their'} images join the classes of the same name, each image only once. The settings and the model that are here stay. One undo takes it all back.`,
    open: 'Open instead',
    openText: (fileCount: number) =>
      `${fileCount === 1 ? 'A project of its own, with everything in the file' : 'One new project of all the files'}. What is open now is kept among the projects.`,
    openLosesText:
      'A project of its own, with everything in the file. What is open now is not kept in this browser and would be lost: save it as a file first.',
  },
};
