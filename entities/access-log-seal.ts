import { Column, Entity, PrimaryColumn } from "typeorm";
import { KeyColumn } from "./columns.js";

/**
 * A link of the hash chain over the access log: it covers the entries after the last seal's, up to its own last, in the
 * order of their numbers. A copy is kept in a file outside the database.
 */
@Entity("access_log_seal")
export class AccessLogSeal {
  /** 1, 2, 3 … without gaps. */
  @PrimaryColumn({ type: "integer" })
  number!: number;

  @Column({ name: "sealed_at", type: "timestamptz" })
  sealedAt!: Date;

  /** The number of the last entry that it covers. */
  @Column({ name: "last_entry", type: "bigint" })
  lastEntry!: string;

  /** How many entries it covers. */
  @Column({ type: "integer" })
  entries!: number;

  /** SHA-256 over the seal before, this one's own columns and its entries, in hexadecimal. */
  @KeyColumn()
  hash!: string;
}
