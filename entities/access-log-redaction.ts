import { Entity, Index, PrimaryColumn } from "typeorm";
import { KeyColumn } from "./columns.js";

/**
 * That disposal took somebody out of an entry of the access log. The entry of the log that tells of the disposal has the
 * hash of its rows here, so that under its seal none of them can be added, changed or removed.
 */
@Entity("access_log_redaction")
@Index("access_log_redaction_named", ["namedIn", "entry"])
export class AccessLogRedaction {
  /** The entry that somebody was taken out of. */
  @PrimaryColumn({ type: "bigint" })
  entry!: string;

  /** The entry that tells of the disposal. */
  @PrimaryColumn({ name: "named_in", type: "bigint" })
  namedIn!: string;

  /** The hash of whose data is left in it, with the salt that it has since. */
  @KeyColumn({ name: "left_hash" })
  leftHash!: string;
}
