/** One of the two families of the stand-in case system, with its client list taken to pieces: a page is made of these. */
export interface Family {
  readonly system: "paraply" | "vardweb";
  readonly url: string;
  readonly frame: string;
  /** The client list's table, and the header of the file number and of the column that badges stand in. */
  readonly table: string;
  readonly keyHeader: string;
  readonly badgeHeader: string;
  /** What makes a row of the list, beside cells. */
  readonly rowClass: string;
  /** What stands before the rows, each row by client, and what stands after them. */
  readonly before: string;
  readonly rows: readonly string[];
  readonly after: string;
}
