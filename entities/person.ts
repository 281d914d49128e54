import { Entity, Index } from "typeorm";
import { KeyColumn, TextColumn } from "./columns.js";
import { FactVersion } from "./fact-version.js";

/** Who the client is. Apart from {@link Client} so that names and numbers are read through one door (`gateway/access`). */
@Entity("person")
@Index("person_current", ["fileNumber"], { unique: true, where: "known_to IS NULL" })
@Index("person_ended", ["fileNumber"], { where: "known_to IS NOT NULL" })
@Index("person_opened_in", ["openedIn"])
@Index("person_closed_in", ["closedIn"], { where: "closed_in IS NOT NULL" })
@Index("person_number", ["personalNumber"])
export class Person extends FactVersion {
  @KeyColumn({ name: "file_number" })
  fileNumber!: string;

  @KeyColumn({ name: "personal_number", nullable: true })
  personalNumber!: string | null;

  @TextColumn({ name: "given_name", nullable: true })
  givenName!: string | null;

  @TextColumn({ name: "family_name", nullable: true })
  familyName!: string | null;
}
