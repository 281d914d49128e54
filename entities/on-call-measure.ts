import { Column, Entity, Index } from "typeorm";
import { KeyColumn, TextColumn } from "./columns.js";
import { FactVersion } from "./fact-version.js";

/**
 * What the on-call service did, in its own words. Apart from `on-call-event.ts`: free text about a person is read
 * through one door.
 */
@Entity("on_call_measure")
@Index("on_call_measure_current", ["district", "month", "position"], { unique: true, where: "known_to IS NULL" })
@Index("on_call_measure_key", ["district", "month", "position"])
@Index("on_call_measure_opened_in", ["openedIn"])
@Index("on_call_measure_closed_in", ["closedIn"], { where: "closed_in IS NOT NULL" })
@Index("on_call_measure_case", ["fileNumber"])
export class OnCallMeasure extends FactVersion {
  @KeyColumn()
  district!: string;

  /** `YYYY-MM`. */
  @KeyColumn()
  month!: string;

  @Column({ type: "integer" })
  position!: number;

  /** The client: the text goes with the person. */
  @KeyColumn({ name: "file_number" })
  fileNumber!: string;

  @TextColumn({ nullable: true })
  measure!: string | null;
}
