import type { AccessEntry } from "./access-log.js";
import type { Operation } from "./operations.js";
import type { Viewer } from "./viewer.js";

/** From where and for what an operation is asked. */
export interface ReadOrigin {
  /** IP address. */
  readonly remoteAddress: string;
  /** The page or report, as the client says; null when it says nothing. */
  readonly purpose: string | null;
}

/**
 * Whose data one operation reads, gathered while it is answered. Every resolver that hands out something about a person
 * notes here whom; the access log has it before the answer leaves.
 */
export class PersonReads {
  private readonly operations = new Set<Operation>();
  private readonly fileNumbers = new Set<string>();

  constructor(
    private readonly viewer: Viewer,
    private readonly origin: ReadOrigin,
  ) {}

  /** What the client says that it is for. */
  get purpose(): string | null {
    return this.origin.purpose;
  }

  /** Notes the persons behind an answer; null stands for a part of it that tells of nobody. */
  note(operation: Operation, fileNumbers: Iterable<string | null>): void {
    for (const fileNumber of fileNumbers) {
      if (fileNumber === null) continue;
      this.operations.add(operation);
      this.fileNumbers.add(fileNumber);
    }
  }

  /** The entry for the access log, or null when nobody's data was read. @param operationName of a trusted operation: a caller's own words could be about a person */
  entry(operationName: string | null): AccessEntry | null {
    if (this.fileNumbers.size === 0) return null;
    return {
      subject: this.viewer.subject,
      roles: this.viewer.roles,
      ...this.origin,
      operations: [...this.operations].sort(),
      operationName,
      fileNumbers: [...this.fileNumbers].sort(),
    };
  }
}
