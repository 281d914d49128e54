import type { DraftField } from "./adapter.js";

/**
 * The codes of contract 1 that a draft's fields may have, where it names them all. The gateway's sources have their own, since
 * they stand before the API; a test holds them together.
 */
export const DRAFT_CODES: Readonly<Partial<Record<DraftField, readonly string[]>>> = {
  law: ["SoL 4:1", "SoL25 11:1", "LSS 9:2", "LSS 9:3", "LSS 9:4", "LSS 9:5", "LSS 9:6", "LSS 9:7", "LSS 9:8", "LSS 9:9", "LSS 9:10", "RFT", "FTJ"],
  intervention: [
    "HTJ", "TRY", "MAT", "VOB", "SVH", "KTV", "DGV", "AVL", "LED", "BST", "KTP", "HVB", "SBO", "SYS",
    "PAS", "LLE", "LKP", "LAV", "LKV", "LKT", "LBB", "LBV", "LDV", "RFT", "FTJ",
  ],
};
