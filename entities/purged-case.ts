import { Column, Entity, Index, PrimaryGeneratedColumn } from "typeorm";

/**
 * A case that disposal removed, for the change feed (`PURGED`, contract 4): whoever has copies must remove them, too.
 * It comes in the feed at its commit, after the facts of the commits before.
 */
@Entity("purged_case")
@Index("purged_case_purged_in", ["purgedIn", "id"])
export class PurgedCase {
  /** Order within the feed, beside `purgedIn`. */
  @PrimaryGeneratedColumn("identity", { type: "bigint", generatedIdentity: "ALWAYS" })
  id!: string;

  /** The commit (entities/fact-commit.ts) that removed it. */
  @Column({ name: "purged_in", type: "integer" })
  purgedIn!: number;

  @Column({ type: "timestamptz", default: () => "now()" })
  at!: Date;

  /** The pseudonym of the person, by which receivers know their copies (`gateway/access/keyed-hash.ts`). Not the file number. */
  @Column({ name: "person_key", type: "bytea" })
  personKey!: Buffer;

  /**
   * The units that the case was filed under while it was not protected, in the order of time, each from a commit up to
   * another: who was told of nobody of that unit between the two never had a copy.
   */
  @Column({ name: "unit_codes", type: "text", array: true })
  unitCodes!: string[];

  /** The commit from which it was, for each of those. */
  @Column({ name: "filed_since", type: "integer", array: true })
  filedSince!: number[];

  /** The commit from which it no longer was: in which it moved, became protected or was disposed of. */
  @Column({ name: "filed_until", type: "integer", array: true })
  filedUntil!: number[];
}
