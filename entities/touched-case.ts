import { Entity, PrimaryColumn } from "typeorm";
import { DateColumn } from "./columns.js";

/** A case whose facts changed and whose findings are not derived yet. Survives a killed process: nothing is forgotten. */
@Entity("touched_case")
export class TouchedCase {
  @PrimaryColumn({ name: "file_number", type: "text", collation: "C" })
  fileNumber!: string;

  /** The earliest day whose answer may have changed. */
  @DateColumn()
  since!: string;
}
