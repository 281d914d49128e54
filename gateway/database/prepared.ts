import pg from "pg";

/*
 * Statements that are planned once for each connection and not each time: those that every page of the case system asks,
 * whose planning takes as long as their work.
 */

const MARK = "/* prepared */ ";

/** Of a city's roles, units and covers come some dozen texts. More than this are planned each time: plans take memory. */
const MOST_TEXTS = 200;

/** A statement with parameters to be prepared. For texts of which there are few, whoever asks whatever. */
export function prepared(statement: string): string {
  return MARK + statement;
}

/** The names of what was prepared, in any connection. */
const names = new Map<string, string>();

function nameOf(statement: string): string | undefined {
  const known = names.get(statement);
  if (known !== undefined || names.size >= MOST_TEXTS) return known;
  const name = `overblick_${names.size + 1}`;
  names.set(statement, name);
  return name;
}

type Query = (...given: unknown[]) => unknown;

/** A connection that prepares what is marked so. */
export class PreparingClient extends pg.Client {
  override query: pg.Client["query"] = ((statement: unknown, ...rest: unknown[]) => {
    const query: Query = pg.Client.prototype.query.bind(this);
    const name = typeof statement === "string" && statement.startsWith(MARK) ? nameOf(statement) : undefined;
    return name === undefined ? query(statement, ...rest) : query({ name, text: statement }, ...rest);
  }) as pg.Client["query"];
}
