/** Where the code says what it is handed, or opens a picture itself. */
const beginning = /^\/\/ (?:(image|embedding): |The model sees )/m;

/**
 * The code that the studio shows, as a module that classifies many pictures: letter by letter the same, but what it does with each
 * stands in a function, `classify`, so that the model is loaded once.
 * @param result what the function returns, in terms of the code
 */
export function makeClassifyModule(code: string, result: string): string {
  const found = beginning.exec(code);
  if (found === null) throw new Error('the code does not say where a picture comes in');
  return `${code.slice(0, found.index)}
export async function classify(${found[1] ?? ''}) {
${code.slice(found.index)}
return ${result};
}`;
}
