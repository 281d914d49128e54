/** The laws that a decision can be made under (contract 1, `lagrum`). */
export const LAWS = [
  "SoL 4:1", "SoL25 11:1", "LSS 9:2", "LSS 9:3", "LSS 9:4", "LSS 9:5", "LSS 9:6", "LSS 9:7", "LSS 9:8", "LSS 9:9",
  "LSS 9:10", "RFT", "FTJ",
] as const;

/** The interventions (contract 1, `insats`). Their names stand in the rule catalogue. */
export const INTERVENTIONS = [
  "HTJ", "TRY", "MAT", "VOB", "SVH", "KTV", "DGV", "AVL", "LED", "BST", "KTP", "HVB", "SBO", "SYS",
  "PAS", "LLE", "LKP", "LAV", "LKV", "LKT", "LBB", "LBV", "LDV", "RFT", "FTJ",
] as const;
