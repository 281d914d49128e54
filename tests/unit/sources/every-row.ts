/** All rows of a reader's batches. */
export async function everyRow<Row>(batches: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of batches) rows.push(...batch);
  return rows;
}
