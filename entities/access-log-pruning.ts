import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";

/**
 * That old entries of the access log were removed by command: when, up to which seal, how many. The seals stay, and this is
 * what lets the log be verified without the entries that they cover.
 */
@Entity("access_log_pruning")
export class AccessLogPruning {
  @PrimaryGeneratedColumn("identity", { type: "integer", generatedIdentity: "ALWAYS" })
  id!: number;

  @Column({ type: "timestamptz", default: () => "now()" })
  at!: Date;

  /** How old they had to be. */
  @Column({ type: "integer" })
  years!: number;

  /** The last seal whose entries are gone, those of all seals before it too. */
  @Column({ name: "last_seal", type: "integer" })
  lastSeal!: number;

  /** How many entries went. */
  @Column({ type: "integer" })
  entries!: number;
}
