/** How a key is found in a row (or on a page that is about one client). See contract 5. */
export interface KeySource {
  readonly select?: string;
  readonly column?: string;
  readonly attribute?: string;
  readonly as: "fileNumber" | "personalNumber";
  readonly pattern?: string;
}

/** Where one of our elements stands, found from the row, or from the page where it has no rows. */
export interface PlaceRule {
  readonly select?: string;
  readonly column?: string;
  readonly place: "append" | "prepend" | "before" | "after";
}

/** By which a page is recognised: everything that is given has to fit. */
export interface PageMatch {
  readonly url?: string;
  readonly frame?: string;
  readonly has?: string;
}

/** A list of clients: one key and one badge for each row. */
export interface ListPage {
  readonly kind: "list";
  readonly id: string;
  readonly match: PageMatch;
  readonly rows: string;
  readonly key: KeySource;
  readonly badge: PlaceRule;
}

/** A page about one client. */
export interface CasePage {
  readonly kind: "case";
  readonly id: string;
  readonly match: PageMatch;
  readonly key: KeySource;
  readonly badge: PlaceRule;
  /**
   * Path and query of the page of one client, `{fileNumber}` standing for the number: by this a case is opened from outside
   * the case system. Never a host: that is one of the adapter's.
   */
  readonly open?: string;
}

/** The fields of a decision that is being drafted, by the names of `DecisionDraftInput` (contract 4). */
export const DRAFT_FIELDS = [
  "law", "intervention", "decidedOn", "decidedBy", "validFrom", "validTo", "hoursPerMonth", "hoursPerWeek", "level",
] as const;
export type DraftField = (typeof DRAFT_FIELDS)[number];

/** Where a field of a form is, and how its value is read. */
export interface FieldRule {
  readonly select: string;
  /** What a value of the page, or the text that it is shown by, is called in contract 1; of a level or of hours the number. */
  readonly values?: Readonly<Record<string, string | number>>;
  /** `sv`: a comma before the decimals, spaces between thousands. */
  readonly number?: "sv";
}

/** A form in which a decision is drafted. */
export interface DecisionFormPage {
  readonly kind: "decision-form";
  readonly id: string;
  readonly match: PageMatch;
  readonly key: KeySource;
  readonly fields: Readonly<Partial<Record<DraftField, FieldRule>>>;
  readonly notice?: PlaceRule;
}

/** A page that something is drawn on beside each row, or beside the one client that it is about. */
export type BadgePage = ListPage | CasePage;
export type AdapterPage = BadgePage | DecisionFormPage;

/** What an adapter file says (contract 5), once `page-adapter.schema.json` and {@link adapterProblems} have let it through. */
export interface Adapter {
  readonly system: string;
  readonly title: string;
  /** Chrome match patterns, such as `https://sosys.example.se/*`. */
  readonly hosts: readonly string[];
  readonly version: number;
  readonly pages: readonly AdapterPage[];
}
