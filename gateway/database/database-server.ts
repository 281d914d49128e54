/** A PostgreSQL server that answers. */
export interface DatabaseServer {
  /** Address of the database for gateway, loader and commands, with its password: not for logs. */
  readonly url: string;
  /** Address with the login that owns the tables and migrates; null where this process is not given it. */
  readonly ownerUrl: string | null;
  /** Whether it is the one that came with the program, in DATA_DIR. */
  readonly embedded: boolean;
  /** Leaves the server. The last process that leaves an embedded one stops it. Call it after all connections ended. */
  close(): Promise<void>;
}
