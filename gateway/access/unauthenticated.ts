/** There is no valid token. Says nothing of the token or of why it was refused: that would help whoever forged it. */
export class UnauthenticatedError extends Error {
  readonly code = "UNAUTHENTICATED";

  constructor() {
    super("Sign in: the access token is missing, not valid or no longer valid.");
    this.name = "UnauthenticatedError";
  }
}
