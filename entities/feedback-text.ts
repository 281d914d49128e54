import { Entity, Index } from "typeorm";
import { KeyColumn, TextColumn } from "./columns.js";
import { FactVersion } from "./fact-version.js";

/** What was said. Apart from `feedback.ts`: free text about a person, which only the unit may read (contract 2). */
@Entity("feedback_text")
@Index("feedback_text_current", ["district", "idInSource"], { unique: true, where: "known_to IS NULL" })
@Index("feedback_text_key", ["district", "idInSource"])
@Index("feedback_text_opened_in", ["openedIn"])
@Index("feedback_text_closed_in", ["closedIn"], { where: "closed_in IS NOT NULL" })
@Index("feedback_text_case", ["fileNumber"])
export class FeedbackText extends FactVersion {
  @KeyColumn()
  district!: string;

  @KeyColumn({ name: "id_in_source" })
  idInSource!: string;

  /** The client: the text goes with the person. */
  @KeyColumn({ name: "file_number", nullable: true })
  fileNumber!: string | null;

  @TextColumn({ nullable: true })
  text!: string | null;
}
