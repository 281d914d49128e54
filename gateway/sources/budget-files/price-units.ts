import { readCode } from "../formats/cells.js";

/** What a price is for, in care cost files and price lists: a day and night, an hour or a month. */
export const readPer = readCode({ dygn: "DYGN", tim: "TIM", mån: "MAN" });
