import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/**
 * The cases that a row in quarantine names or leads to through a loaded key: what is told of them is incomplete. Worked
 * out anew at the end of each load, since a key that was unknown may have come.
 */
@Entity("rejected_row_case")
@Index("rejected_row_case_case", ["fileNumber"])
export class RejectedRowCase {
  @PrimaryColumn({ name: "rejected_row_id", type: "bigint" })
  rejectedRowId!: string;

  @PrimaryColumn({ name: "file_number", type: "text", collation: "C" })
  fileNumber!: string;

  /** Whether the row is the extract's own word (contract 1): only those make an overlay incomplete. */
  @Column({ name: "from_extract", type: "boolean" })
  fromExtract!: boolean;
}
