const known = new Map<string, RegExp | null>();

/**
 * An adapter's regular expression, compiled once; null when it is none. That it can't run away was checked when the adapter
 * arrived (`schema/adapter/expression.ts`).
 */
export function compiled(expression: string, flags: string): RegExp | null {
  const name = `${flags} ${expression}`;
  let found = known.get(name);
  if (found === undefined) {
    found = compile(expression, flags);
    known.set(name, found);
  }
  return found;
}

function compile(expression: string, flags: string): RegExp | null {
  try {
    return new RegExp(expression, flags);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
