/** A file as it is to be, new or with lines added. */
export interface ScaffoldFile {
  /** Within the project, with `/`. */
  readonly path: string;
  readonly text: string;
  /** Whether it is there already and only gets lines more. */
  readonly grows?: true;
}

/** Reads a file of the project as it is. */
export type TextOf = (path: string) => string;

/** What `npm run new -- KIND NAME` writes for one kind of thing. */
export interface Scaffold {
  readonly kind: string;
  /** The files for a name of small letters, figures and hyphens. */
  files(name: string, textOf: TextOf): readonly ScaffoldFile[];
  /** What is to be written in them then. */
  next(name: string): readonly string[];
}
