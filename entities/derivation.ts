import { Column, Entity, PrimaryColumn } from "typeorm";
import { KeyColumn } from "./columns.js";

/** By which rules the findings that stand were derived. One row. */
@Entity("derivation")
export class Derivation {
  @PrimaryColumn({ type: "integer" })
  id!: number;

  /** Hash of the rule catalogue and of the evaluators' version: another one derives everything anew. */
  @KeyColumn({ name: "catalogue_hash" })
  catalogueHash!: string;

  @Column({ name: "derived_at", type: "timestamptz" })
  derivedAt!: Date;
}
