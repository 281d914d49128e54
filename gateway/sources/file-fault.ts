/** The file as a whole can't be loaded (REJECTED): what was loaded before stands. The text never holds a row's content. */
export class FileFault extends Error {
  readonly code = "FILE_REJECTED";

  /** @param reason where and what is wrong, in words for an operator */
  constructor(readonly reason: string) {
    super(reason);
    this.name = "FileFault";
  }
}
