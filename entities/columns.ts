import { Column, type ColumnOptions } from "typeorm";

/**
 * Keys and codes compare byte by byte (`COLLATE "C"`): contract 6 says that keys are compared as text, and an index in
 * byte order does not depend on the server's locale.
 */
export function KeyColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ type: "text", collation: "C", ...options });
}

/** Text for people: names and free text, in the database's own collation. */
export function TextColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ type: "text", ...options });
}

/** A calendar date, read and written as `YYYY-MM-DD`. */
export function DateColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ type: "date", ...options });
}
