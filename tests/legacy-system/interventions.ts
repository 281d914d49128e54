/** An intervention as the case system knows it: its code in extracts, its number in the pages' lists, its name. */
export interface InterventionName {
  readonly code: string;
  /** Value in Paraply's selection lists. */
  readonly number: string;
  /** Text on the pages, and value in Vård-Web's selection lists. */
  readonly name: string;
}

/** Contract 1, `insats`: Social Services Act, then LSS 9:2-9:10, then transport. */
export const INTERVENTIONS: readonly InterventionName[] = [
  { code: "HTJ", number: "101", name: "Hemtjänst" },
  { code: "TRY", number: "102", name: "Trygghetslarm" },
  { code: "MAT", number: "103", name: "Matdistribution" },
  { code: "VOB", number: "104", name: "Vård- och omsorgsboende" },
  { code: "SVH", number: "105", name: "Servicehus" },
  { code: "KTV", number: "106", name: "Korttidsvård" },
  { code: "DGV", number: "107", name: "Dagverksamhet" },
  { code: "AVL", number: "108", name: "Avlösning" },
  { code: "LED", number: "109", name: "Ledsagning" },
  { code: "BST", number: "110", name: "Boendestöd" },
  { code: "KTP", number: "111", name: "Kontaktperson" },
  { code: "HVB", number: "112", name: "Hem för vård eller boende" },
  { code: "SBO", number: "113", name: "Stödboende" },
  { code: "SYS", number: "114", name: "Sysselsättning" },
  { code: "PAS", number: "201", name: "Personlig assistans" },
  { code: "LLE", number: "202", name: "Ledsagarservice" },
  { code: "LKP", number: "203", name: "Kontaktperson LSS" },
  { code: "LAV", number: "204", name: "Avlösarservice" },
  { code: "LKV", number: "205", name: "Korttidsvistelse" },
  { code: "LKT", number: "206", name: "Korttidstillsyn" },
  { code: "LBB", number: "207", name: "Boende barn och unga" },
  { code: "LBV", number: "208", name: "Bostad med särskild service" },
  { code: "LDV", number: "209", name: "Daglig verksamhet" },
  { code: "RFT", number: "301", name: "Riksfärdtjänst" },
  { code: "FTJ", number: "302", name: "Färdtjänst" },
];

const NAME_OF = new Map(INTERVENTIONS.map(({ code, name }) => [code, name]));

/** The Swedish name of an intervention; the code itself where the case system has no name for it. */
export function interventionName(code: string): string {
  return NAME_OF.get(code) ?? code;
}

/** The statutes that a decision can rest on, as they are written in extracts and lists. */
export const STATUTES: readonly string[] = [
  "SoL 4:1",
  ...[2, 3, 4, 5, 6, 7, 8, 9, 10].map((point) => `LSS 9:${point}`),
  "RFT",
  "FTJ",
];
