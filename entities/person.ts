import { Column, Entity, Index } from "typeorm";
import { KeyColumn, TextColumn } from "./columns.js";
import { FactVersion } from "./fact-version.js";

/** Who the client is. Apart from {@link Client} so that names and numbers are read through one door (`gateway/access`). */
@Entity("person")
@Index("person_current", ["fileNumber"], { unique: true, where: "known_to IS NULL" })
@Index("person_key", ["fileNumber"])
@Index("person_opened_in", ["openedIn"])
@Index("person_closed_in", ["closedIn"], { where: "closed_in IS NOT NULL" })
@Index("person_number", ["personalNumberHash"])
export class Person extends FactVersion {
  @KeyColumn({ name: "file_number" })
  fileNumber!: string;

  /** The personal number as `gateway/access/sealed-text.ts` stores it: for showing, never for finding. */
  @Column({ name: "personal_number_sealed", type: "bytea", nullable: true })
  personalNumberSealed!: Buffer | null;

  /** Its keyed hash, by which the person is found. */
  @Column({ name: "personal_number_hash", type: "bytea", nullable: true })
  personalNumberHash!: Buffer | null;

  @TextColumn({ name: "given_name", nullable: true })
  givenName!: string | null;

  @TextColumn({ name: "family_name", nullable: true })
  familyName!: string | null;

  /** Keyed hash of number and names: two seals of one number differ, so merges compare this. */
  @Column({ name: "row_hash", type: "bytea" })
  rowHash!: Buffer;
}
