import type { Language } from "../language.js";
import { operation } from "./operation.js";
import type { FindingKind, Severity } from "./overlay.js";

/** Whose work: of a caseworker, of a unit, or of a caseworker within a unit; neither: all that the caller may know of. */
export interface WorkOwner {
  readonly caseworker?: string;
  readonly unit?: string;
}

/** A page of a worklist. */
export interface WorklistRequest extends WorkOwner {
  /** These alone; left out: all. */
  readonly kinds?: readonly FindingKind[];
  /** 1 to 500. */
  readonly first: number;
  /** The end of the page before. */
  readonly after?: string;
}

/** A finding as a worklist shows it. Dates are ISO `YYYY-MM-DD`. */
export interface WorklistFinding {
  readonly id: string;
  readonly kind: FindingKind;
  readonly severity: Severity;
  readonly dueOn: string | null;
  readonly overdueDays: number | null;
  readonly title: string;
  /** One line. */
  readonly why: string;
  readonly fileNumber: string;
  readonly decision: string | null;
  readonly order: string | null;
  readonly unit: string;
  readonly caseworker: string | null;
  /** `by`: the name with the signature after it. */
  readonly acknowledgement: { readonly by: string; readonly until: string | null } | null;
}

export interface Worklist {
  /** In the order in which one would do it; whether the person's identity is protected stands beside the finding. */
  readonly edges: readonly { readonly protected: boolean; readonly node: WorklistFinding }[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
  readonly totalCount: number;
}

/** How many findings of a kind stand in each part of a worklist. */
export interface WorklistKindCount {
  readonly kind: FindingKind;
  readonly overdue: number;
  /** Without a date, or due on the day itself. */
  readonly now: number;
  readonly ahead: number;
  readonly acknowledged: number;
}

/** How old the data is that a worklist rests on. */
export interface DataAge {
  /** The day of the oldest of the newest files, `YYYY-MM-DD`; null: none has come. */
  readonly dataFrom: string | null;
  /** RFC 3339; null: a file that it needs has never come. */
  readonly dataLoadedAt: string | null;
  /** Sentences about what is old or missing; none: nothing is known to be. */
  readonly incompleteBecause: readonly string[];
}

export interface WorklistCounts {
  /** The gateway's day. */
  readonly on: string;
  readonly age: DataAge;
  readonly kinds: readonly WorklistKindCount[];
}

/** What one caseworker has on the desk; a null signature: clients without a caseworker. */
export interface CaseworkerLoad {
  readonly unit: string;
  readonly caseworker: string | null;
  /** The name with the signature after it. */
  readonly caseworkerShown: string | null;
  readonly clients: number;
  readonly decisions: number;
  readonly findings: number;
  readonly critical: number;
}

export interface Caseload {
  readonly loads: readonly CaseworkerLoad[];
  readonly spread: { readonly fewest: number; readonly most: number; readonly median: number } | null;
}

/** A page of what somebody has to do. */
export const worklistOperation = /* @__PURE__ */ operation<WorklistRequest & { readonly language: Language }, { worklist: Worklist }>(
  "Worklist",
  `query Worklist($caseworker: String, $unit: String, $kinds: [FindingKind!], $first: Int!, $after: String, $language: Language!) {
  worklist(caseworker: $caseworker, unit: $unit, kinds: $kinds, first: $first, after: $after) {
    edges {
      protected
      node {
        id kind severity dueOn overdueDays title(language: $language) why(language: $language)
        fileNumber decision order unit caseworker
        acknowledgement { by: byShown until }
      }
    }
    pageInfo { endCursor hasNextPage }
    totalCount
  }
}`,
);

/** The same in figures, on all its pages: reads no case. */
export const worklistCountsOperation = /* @__PURE__ */ operation<WorkOwner & { readonly language: Language }, { worklistCounts: WorklistCounts }>(
  "WorklistCounts",
  `query WorklistCounts($caseworker: String, $unit: String, $language: Language!) {
  worklistCounts(caseworker: $caseworker, unit: $unit) {
    on
    age { dataFrom dataLoadedAt incompleteBecause(language: $language) }
    kinds { kind overdue now ahead acknowledged }
  }
}`,
);

/** For managers: whose work there is to look at. */
export const deskOperation = /* @__PURE__ */ operation<Record<string, never>, { caseload: Caseload }>(
  "Desks",
  `query Desks {
  caseload {
    loads { unit caseworker caseworkerShown clients decisions findings critical }
    spread { fewest most median }
  }
}`,
);
