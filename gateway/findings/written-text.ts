import { RequestError } from "../request-error.js";

const LONGEST = 2000;

/**
 * What a person has written, without blanks around it.
 * @throws RequestError BAD_USER_INPUT when it is empty, too long or holds what PostgreSQL can't keep
 */
export function writtenText(name: string, text: string): string {
  const written = text.trim();
  if (written === "") throw new RequestError("BAD_USER_INPUT", `${name} is empty: write why.`);
  if (written.length > LONGEST) throw new RequestError("BAD_USER_INPUT", `${name} has more than ${LONGEST} characters.`);
  if (written.includes("\0")) throw new RequestError("BAD_USER_INPUT", `${name} holds a character that is none.`);
  return written;
}
