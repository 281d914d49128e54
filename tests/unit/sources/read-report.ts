import { FileFault } from "../../../gateway/sources/file-fault.js";
import type { FileIdentity, ParsedRow, SourceType } from "../../../gateway/sources/source-type.js";

/** A report's rows, or the reason that the whole of it is refused with. */
export async function readReport(source: SourceType, fileName: string, bytes: Buffer): Promise<readonly ParsedRow[] | string> {
  const name = source.recognise(fileName);
  if (!name) throw new Error(`${source.type} does not know the name ${fileName}`);
  const identity: FileIdentity = { ...name, date: name.date ?? "2022-11-30" };
  const reader = source.read(async function* () { yield await Promise.resolve(bytes); }, fileName, identity);
  try {
    await reader.top();
    const rows: ParsedRow[] = [];
    for await (const batch of reader.rows()) rows.push(...batch);
    return rows;
  } catch (error) {
    if (error instanceof FileFault) return error.reason;
    throw error;
  }
}

/** Each row by its line: its values where it has no fault, else its fault. */
export function told(rows: readonly ParsedRow[] | string): string[] {
  if (typeof rows === "string") return [rows];
  return rows.map(({ line, values, fault }) =>
    `${line}: ${fault === null ? values.map((value) => value ?? "-").join(" | ") : `${fault.reason} ${fault.column}`}`);
}
