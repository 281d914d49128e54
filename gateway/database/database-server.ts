/** A PostgreSQL server that answers. */
export interface DatabaseServer {
  /** Address of the database, with its password: not for logs. */
  readonly url: string;
  /** Whether it is the one that came with the program, in DATA_DIR. */
  readonly embedded: boolean;
  /** Leaves the server. The last process that leaves an embedded one stops it. Call it after all connections ended. */
  close(): Promise<void>;
}
