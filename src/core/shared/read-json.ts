/**
 * Readers of JSON from outside: each takes any value, and gives it back checked and copied, or `undefined` where it is
 * not what it should be. What is not asked for is left behind, so that keys such as `__proto__` are nothing but text.
 */
export type Read<Value> = (value: unknown) => Value | undefined;

/**
 * @param mostValues a text that may hold more is not parsed, because each of them costs far more memory than its letters
 * @returns undefined for what is no JSON
 */
export function parseJson(text: string, mostValues = Number.POSITIVE_INFINITY): unknown {
  if (text.length > mostValues && mayHoldMore(text, mostValues)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const [comma, bracket, brace] = [0x2c, 0x5b, 0x7b];

/** Each value but the outermost stands behind one of these marks. Those in texts count as well: no harm, where the limit is generous. */
function mayHoldMore(text: string, mostValues: number): boolean {
  let count = 0;
  for (let at = 0; at < text.length && count <= mostValues; at++) {
    const code = text.charCodeAt(at);
    if (code === comma || code === bracket || code === brace) count++;
  }
  return count > mostValues;
}

/** A text of at most so many characters (UTF-16 units). */
export function text(maximumLength: number): Read<string> {
  return (value) => (typeof value === 'string' && value.length <= maximumLength ? value : undefined);
}

/** A text of any length, cut to so many characters (UTF-16 units). */
export function cut(maximumLength: number): Read<string> {
  return (value) => (typeof value === 'string' ? value.slice(0, maximumLength) : undefined);
}

/** One of a few values. */
export function oneOf<const Value extends string | number | boolean>(
  ...values: readonly Value[]
): Read<Value> {
  return (value) => values.find((each) => each === value);
}

/** A number within limits; never one that is not finite. */
export function number(minimum: number, maximum: number): Read<number> {
  return (value) =>
    typeof value === 'number' && value >= minimum && value <= maximum && Number.isFinite(value)
      ? value
      : undefined;
}

/** A whole number within limits. */
export function whole(minimum: number, maximum: number): Read<number> {
  return (value) => (Number.isInteger(value) ? number(minimum, maximum)(value) : undefined);
}

/** Null, or what the other reader takes. */
export function orNull<Value>(read: Read<Value>): Read<Value | null> {
  return (value) => (value === null ? null : read(value));
}

/** A list whose items are all sound. */
export function list<Value>(read: Read<Value>, maximumLength: number): Read<readonly Value[]> {
  return (value) => {
    if (!Array.isArray(value) || value.length > maximumLength) return undefined;
    const items = value.map(read);
    return items.every((item) => item !== undefined) ? items : undefined;
  };
}

/** An object with at least these keys, each sound. */
export function record<Shape extends object>(
  readers: {
    readonly [Key in keyof Shape]-?: Read<Shape[Key]>;
  },
): Read<Shape> {
  const keys = Object.keys(readers) as (keyof Shape & string)[];
  return (value) => {
    const shape: Partial<Shape> = {};
    for (const key of keys) {
      const part = readers[key](readField(value, key));
      if (part === undefined) return undefined;
      shape[key] = part;
    }
    return shape as Shape;
  };
}

/** What an object has under a key of its own; undefined for anything else. */
export function readField(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}
