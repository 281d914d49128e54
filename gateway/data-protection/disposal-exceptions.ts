/** The list of exceptions can't be used. Each fault names its line, never what stands there. */
export class DisposalExceptionsError extends Error {
  readonly code = "DISPOSAL_EXCEPTIONS";

  constructor(faults: readonly string[]) {
    super(["The list of exceptions is wrong, and nothing was disposed of:", ...faults.map((fault) => `  ${fault}`)].join("\n"));
    this.name = "DisposalExceptionsError";
  }
}

/**
 * Reads the list of persons who stay, with the reason: lines `FILENUMBER;REASON`, and comments after `#`. A reason is
 * demanded, since a person who stays without one is a breach of the law.
 * @returns the reason by file number
 * @throws {DisposalExceptionsError}
 */
export function readDisposalExceptions(content: string): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  const faults: string[] = [];
  for (const [at, line] of content.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [fileNumber = "", ...words] = line.split(";");
    const reason = words.join(";").trim();
    if (fileNumber.trim() === "" || reason === "") faults.push(`line ${at + 1} is not FILENUMBER;REASON`);
    else reasons.set(fileNumber.trim(), reason);
  }
  if (faults.length > 0) throw new DisposalExceptionsError(faults);
  return reasons;
}
