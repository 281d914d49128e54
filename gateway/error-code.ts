/** The code of a PostgreSQL or system error (`28P01`, `ECONNREFUSED`), else null. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}
