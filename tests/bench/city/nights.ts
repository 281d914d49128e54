/** The two nights whose files are written, `YYYY-MM-DD`. */
export const FIRST_NIGHT = "2022-11-29";
export const SECOND_NIGHT = "2022-11-30";
