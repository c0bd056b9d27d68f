/** Stands between the name of a class and the number of an image in a project file of Teachable Machine. */
const divider = '-!-';

/** Whether a file is called like a project of Teachable Machine: a ZIP of `<class>-!-<number>.jpg` and `manifest.json`. */
export function isTeachableMachineProject(fileName: string): boolean {
  return /\.tm$/i.test(fileName);
}

/** The path of an image of such a project as if it lay in a folder of its class; any other path as it is. */
export function readTeachableMachinePath(path: string): string {
  const end = path.lastIndexOf(divider);
  if (end < 1 || path.split(/[/\\]/).includes('..')) return path;
  const className = path.slice(0, end).replace(/[/\\]/g, ' ');
  return `${className}/${path.slice(end + divider.length)}`;
}
