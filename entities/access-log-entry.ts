import { Column, Entity, Index, PrimaryGeneratedColumn } from "typeorm";
import { KeyColumn, TextColumn } from "./columns.js";

/**
 * One operation that read personal data: who, in which role, when, from where, why, and about whom (Act 2001:454 10 §).
 * The application may add and read entries, nothing else; number and time are the database's own.
 */
@Entity("access_log")
@Index("access_log_at", ["at"])
@Index("access_log_subject", ["subject", "id"])
@Index("access_log_person", ["fileNumbers"], { type: "gin" })
export class AccessLogEntry {
  @PrimaryGeneratedColumn("identity", { type: "bigint", generatedIdentity: "ALWAYS" })
  id!: string;

  @Column({ type: "timestamptz", default: () => "clock_timestamp()" })
  at!: Date;

  /** The token's subject: a signature; for a command at a terminal `terminal:USER`. */
  @KeyColumn()
  subject!: string;

  /** Roles of contract 4. */
  @Column({ type: "text", array: true })
  roles!: string[];

  /** The caller's IP address. */
  @KeyColumn({ name: "remote_address" })
  remoteAddress!: string;

  /** The fields of the schema, or the command, that read: what was done, whatever the caller calls it. */
  @Column({ type: "text", array: true })
  operations!: string[];

  /** The name of the trusted operation that was asked; null for a text of the caller's own, whose words could be about a person. */
  @KeyColumn({ name: "operation_name", nullable: true })
  operationName!: string | null;

  /** The page or report that it was read for, as the client says; null when it says nothing. */
  @TextColumn({ nullable: true })
  purpose!: string | null;

  /** Whose data, in order and each once. */
  @Column({ name: "file_numbers", type: "text", array: true })
  fileNumbers!: string[];

  /** Makes the hash of whose data it was impossible to guess; another one when disposal has taken somebody out of it. */
  @Column({ type: "bytea", nullable: true, default: () => "uuid_send(gen_random_uuid())" })
  salt!: Buffer | null;

  /** The hash of whose data it was, kept when disposal took somebody out, so that the seals hold. */
  @KeyColumn({ name: "persons_hash", nullable: true })
  personsHash!: string | null;
}
