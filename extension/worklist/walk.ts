/** What marks the buttons that the arrow keys go between. */
export const ROW = "data-row";

/**
 * Moves the keyboard between the rows of a list, whatever stands between them.
 * @returns whether the key was one of those
 */
export function walkRows(list: Element, key: string): boolean {
  const rows = [...list.querySelectorAll<HTMLElement>(`[${ROW}]`)];
  const at = rows.findIndex((row) => row === document.activeElement || row.parentElement?.contains(document.activeElement));
  const to = placeAfter(key, at, rows.length);
  if (to === null || rows.length === 0) return false;
  const row = rows[to]!;
  row.focus();
  row.scrollIntoView({ block: "nearest" });
  return true;
}

function placeAfter(key: string, at: number, count: number): number | null {
  switch (key) {
    case "ArrowDown":
      return Math.min(at + 1, count - 1);
    case "ArrowUp":
      return Math.max(at - 1, 0);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
