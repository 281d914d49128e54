import type { AdapterPage, DraftField } from "../../schema/adapter/adapter.js";

// What a reading says, without the DOM that it was read from: commands tell of it, too.

/**
 * Why there is no key. NONE: nothing stands where it should. UNFIT: what stands there is no number as the adapter expects
 * it. SEVERAL: two different numbers. UNALIGNED: the row has more columns than its header, or fewer.
 */
export type KeyDoubt = "NONE" | "UNFIT" | "SEVERAL" | "UNALIGNED";

/**
 * What a field of a form says. MISSING: the page has no such field. EMPTY: nothing is filled in. UNCLEAR: something is, and
 * it can't be told what it means, which is never the same as nothing.
 */
export type FieldState = "READ" | "EMPTY" | "UNCLEAR" | "MISSING";

/** A row as an adapter reads it. */
export interface SavedRow {
  /** "fileNumber 103879-5"; null where there is none that is certain. */
  readonly key: string | null;
  readonly doubt: KeyDoubt | null;
  /** Where the badge would stand: "append td"; null where it can't. */
  readonly place: string | null;
}

/** What one page of an adapter makes of a saved document. */
export interface SavedReading {
  readonly system: string;
  readonly page: string;
  readonly kind: AdapterPage["kind"];
  readonly rows: readonly SavedRow[];
  /** Of a decision form: what each field says. */
  readonly fields: Readonly<Partial<Record<DraftField, FieldState>>>;
}

/** Where a document was before it was saved; null where that is not known. */
export interface SavedFrom {
  readonly url: string | null;
  readonly frame: string | null;
}
