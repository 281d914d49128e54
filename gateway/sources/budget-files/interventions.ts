/** The interventions by code, with the Swedish names that contract 1 gives them: workbooks write either. */
export const INTERVENTION_NAMES: Readonly<Record<string, string>> = {
  HTJ: "Hemtjänst", TRY: "Trygghetslarm", MAT: "Matdistribution", VOB: "Vård- och omsorgsboende", SVH: "Servicehus",
  KTV: "Korttidsvård", DGV: "Dagverksamhet", AVL: "Avlösning", LED: "Ledsagning", BST: "Boendestöd", KTP: "Kontaktperson",
  HVB: "Hem för vård eller boende", SBO: "Stödboende", SYS: "Sysselsättning", PAS: "Personlig assistans",
  LLE: "Ledsagarservice", LKP: "Kontaktperson LSS", LAV: "Avlösarservice", LKV: "Korttidsvistelse", LKT: "Korttidstillsyn",
  LBB: "Boende barn och unga", LBV: "Bostad med särskild service", LDV: "Daglig verksamhet", RFT: "Riksfärdtjänst",
  FTJ: "Färdtjänst",
};

const CODES = new Map(Object.entries(INTERVENTION_NAMES).flatMap(([code, name]) => [[normal(code), code], [normal(name), code]]));

/** The code of an intervention that is given by its code or name, whatever the case of the letters; undefined: unknown. */
export function interventionCode(codeOrName: string): string | undefined {
  return CODES.get(normal(codeOrName));
}

function normal(text: string): string {
  return text.normalize("NFC").toLowerCase().replace(/\s+/g, " ");
}
