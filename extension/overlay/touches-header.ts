/**
 * Whether a change may have moved or renamed columns: it is in a header cell, or header cells came or went. Then it is no
 * longer sure of any row what stands in it.
 */
export function touchesHeader({ target, addedNodes, removedNodes }: MutationRecord): boolean {
  const element = target instanceof Element ? target : target.parentElement;
  if (element?.closest("th, thead")) return true;
  return [...addedNodes, ...removedNodes].some((node) => node instanceof Element && (node.localName === "th" || node.querySelector("th") !== null));
}
