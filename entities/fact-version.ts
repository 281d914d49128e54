import { Column, PrimaryGeneratedColumn } from "typeorm";
import { DateColumn, KeyColumn } from "./columns.js";

/**
 * One version of one fact. A load never changes a version: it closes the old one and opens the next in one
 * transaction. That gives provenance, `asOf` and the change feed by one mechanism. Only disposal removes versions.
 *
 * On day D the version is known when `known_from` ≤ D and (`known_to` is null or > D). A version that was replaced by
 * a later delivery of its own date has `known_from` = `known_to`: it is history, but no day ever ends with it.
 */
export abstract class FactVersion {
  @PrimaryGeneratedColumn("identity", { type: "bigint", generatedIdentity: "ALWAYS" })
  id!: string;

  /** The commit that opened this version: the change feed's order. */
  @Column({ name: "opened_in", type: "integer" })
  openedIn!: number;

  /** The commit that closed it; null while it is the current one. */
  @Column({ name: "closed_in", type: "integer", nullable: true })
  closedIn!: number | null;

  /** The load whose file holds this version. */
  @Column({ name: "load_id", type: "integer" })
  loadId!: number;

  /** The line of that file, or the row of its sheet; null when the format has no lines. */
  @Column({ type: "integer", nullable: true })
  line!: number | null;

  /** The district or provider that delivered it last: a FULL file withdraws only what its own district delivered. */
  @KeyColumn({ name: "delivered_by" })
  deliveredBy!: string;

  /** Date of the file by which `delivered_by` took the key. */
  @DateColumn({ name: "delivered_on" })
  deliveredOn!: string;

  /** The date of the extract that brought it (contract 6, Terms). */
  @DateColumn({ name: "known_from" })
  knownFrom!: string;

  /** The date of the extract that replaced or withdrew it; null while current. */
  @DateColumn({ name: "known_to", nullable: true })
  knownTo!: string | null;
}
