/**
 * Makes a pure function that is asked again and again for the same, such as a figure of all samples at every change of
 * the store, compute once: it answers with its last result while its arguments are the same objects.
 * @param compute gets its last result first, null the first time, so that it can keep the parts that did not change
 */
export function rememberLast<Arguments extends readonly unknown[], Result>(
  compute: (before: Result | null, ...args: Arguments) => Result,
): (...args: Arguments) => Result {
  let last: { readonly args: Arguments; readonly result: Result } | null = null;
  return (...args) => {
    if (last === null || args.some((arg, index) => arg !== last?.args[index])) {
      last = { args, result: compute(last?.result ?? null, ...args) };
    }
    return last.result;
  };
}
