import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
import { KeyColumn } from "./columns.js";

/** That persons were disposed of (gallring): when, by which rule, how many. Nothing that says who. */
@Entity("disposal")
export class Disposal {
  @PrimaryGeneratedColumn("identity", { type: "integer", generatedIdentity: "ALWAYS" })
  id!: number;

  @Column({ type: "timestamptz", default: () => "now()" })
  at!: Date;

  /** The commit that it was, in the order of the change feed. */
  @Column({ name: "disposed_in", type: "integer" })
  disposedIn!: number;

  /**
   * The newest commit in which something of theirs had come to them from another person; null when nothing had. Who read
   * the change feed up to there and no further has copies in that other's name, of which nothing is left to tell.
   */
  @Column({ name: "moved_in", type: "integer", nullable: true })
  movedIn!: number | null;

  /**
   * `LAST_NOTE` (five years since), `WITHDRAWN` (by the case system), `UNCLAIMED`: rows in quarantine that led to nobody,
   * or `FEEDBACK`: complaints that named nobody.
   */
  @KeyColumn()
  rule!: string;

  @Column({ type: "integer" })
  persons!: number;

  /** Versions of facts, of all tables. */
  @Column({ type: "integer" })
  versions!: number;

  @Column({ name: "rejected_rows", type: "integer" })
  rejectedRows!: number;

  /** Held files whose bytes went, since they held one of them. */
  @Column({ name: "held_files", type: "integer" })
  heldFiles!: number;

  /** Entries of the access log that they were taken out of. */
  @Column({ name: "log_entries", type: "integer" })
  logEntries!: number;
}
