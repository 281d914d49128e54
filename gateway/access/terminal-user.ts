import { userInfo } from "node:os";

/** Who works at a terminal, as logs and records name them: the account that runs the command. */
export function terminalUser(): string {
  return `terminal:${userInfo().username}`;
}
