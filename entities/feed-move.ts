import { Entity, PrimaryColumn } from "typeorm";

/**
 * A version of a fact that stood before and after a commit, but about whom it is, who may know of them, or which unit
 * answers changed in it: the client became protected, moved, or the fact's decision went to another client. The change
 * feed tells it there.
 */
@Entity("feed_move")
export class FeedMove {
  /** The number of the fact's table (`gateway/feed/fact-tables.ts`). */
  @PrimaryColumn({ name: "fact_table", type: "smallint" })
  factTable!: number;

  /** The commit (entities/fact-commit.ts). */
  @PrimaryColumn({ name: "moved_in", type: "integer" })
  movedIn!: number;

  /** The version's id in that table. */
  @PrimaryColumn({ name: "version_id", type: "bigint" })
  versionId!: string;
}
