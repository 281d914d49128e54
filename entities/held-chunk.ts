import { Column, Entity, PrimaryColumn } from "typeorm";

/** A piece of a held file, kept until an operator accepts it or a later file replaces it. */
@Entity("held_chunk")
export class HeldChunk {
  @PrimaryColumn({ name: "load_id", type: "integer" })
  loadId!: number;

  @PrimaryColumn({ type: "integer" })
  ordinal!: number;

  /** Sealed, each piece by itself. */
  @Column({ name: "bytes_sealed", type: "bytea" })
  bytesSealed!: Buffer;
}
