/**
 * Whether an adapter's `url` is a regular expression rather than a glob: it begins with `^`, ends with `$`, or holds a sign
 * that addresses don't have and globs don't know.
 */
export function isExpression(url: string): boolean {
  return /^\^|[\\|([]|\$$/.test(url);
}
