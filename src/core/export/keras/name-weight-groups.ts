/**
 * What Keras 3 calls the groups of the layers in its weights file: by their class, the second of a class `_1` and so on
 * (`_save_container_state` in keras/src/saving/saving_lib.py). Layers without weights count, too.
 */
export function nameWeightGroups(classNames: readonly string[]): readonly string[] {
  const used = new Map<string, number>();
  return classNames.map((className) => {
    const name = toSnakeCase(className);
    const count = used.get(name) ?? 0;
    used.set(name, count + 1);
    return count === 0 ? name : `${name}_${count}`;
  });
}

/** `to_snake_case` in keras/src/utils/naming.py. */
function toSnakeCase(className: string): string {
  return className
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
