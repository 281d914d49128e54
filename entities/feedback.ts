import { Entity, Index } from "typeorm";
import { DateColumn, KeyColumn } from "./columns.js";
import { FactVersion } from "./fact-version.js";

/** A deviation, complaint or word of praise (`SYNP`). */
@Entity("feedback")
@Index("feedback_current", ["district", "idInSource"], { unique: true, where: "known_to IS NULL" })
@Index("feedback_key", ["district", "idInSource"])
@Index("feedback_opened_in", ["openedIn", "id"])
@Index("feedback_closed_in", ["closedIn", "id"], { where: "closed_in IS NOT NULL" })
@Index("feedback_case", ["fileNumber"])
export class Feedback extends FactVersion {
  @KeyColumn()
  district!: string;

  /** The `id` that the sender gave it. */
  @KeyColumn({ name: "id_in_source" })
  idInSource!: string;

  @DateColumn({ name: "happened_on" })
  happenedOn!: string;

  /** `AVVIKELSE`, `KLAGOMAL`, `LEX_SARAH`, `LUS` or `POSITIV`. */
  @KeyColumn()
  kind!: string;

  /** `UTFORARE`, `SLUTENVARD`, `VARDCENTRAL` or `ENHET`. */
  @KeyColumn({ name: "directed_at" })
  directedAt!: string;

  @KeyColumn({ nullable: true })
  provider!: string | null;

  /** The client; null where it is about nobody in particular. */
  @KeyColumn({ name: "file_number", nullable: true })
  fileNumber!: string | null;

  @KeyColumn({ nullable: true })
  intervention!: string | null;
}
