/** A set of line numbers in a bit each: however many rows of a file are faulty, it stays small. */
export class LineSet {
  private readonly bits: Uint8Array;

  /** @param last the highest line that may be added */
  constructor(last: number) {
    this.bits = new Uint8Array((last >> 3) + 1);
  }

  add(line: number): void {
    this.bits[line >> 3]! |= 1 << (line & 7);
  }

  has(line: number): boolean {
    return ((this.bits[line >> 3] ?? 0) & (1 << (line & 7))) !== 0;
  }
}
