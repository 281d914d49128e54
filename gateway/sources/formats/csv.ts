import { parse } from "csv-parse/sync";
import { requireFewRows } from "./content-type.js";

/** A line of a CSV file. */
export interface CsvLine {
  readonly line: number;
  readonly text: string;
  /** Null when it does not split into fields. */
  readonly cells: readonly string[] | null;
}

/**
 * The lines of a CSV file. No field holds a line break, as in the extracts (contract 1): a quote that does not fit spoils
 * its own line and not those after it.
 * @throws {FileFault} when there are too many
 */
export function readCsv(text: string, delimiter: string): CsvLine[] {
  const lines = text.split(/\r\n|\n|\r/);
  requireFewRows(lines.length);
  return lines.map((line, at) => ({ line: at + 1, text: line, cells: fieldsOf(line, delimiter) }));
}

/** A line's fields, trimmed; null when its quotes don't fit. */
function fieldsOf(line: string, delimiter: string): string[] | null {
  if (!line.includes('"')) return line.split(delimiter).map((field) => field.trim());
  try {
    const [fields] = parse(line, { delimiter, trim: true });
    return (fields ?? []).map((field) => field.trim());
  } catch (error) {
    if (error instanceof Error && "code" in error) return null;
    throw error;
  }
}
