/** The codes of contract 4 that say what is wrong with what was asked. */
export type RequestErrorCode = "BAD_USER_INPUT" | "FORBIDDEN" | "NOT_FOUND" | "OPERATION_TOO_EXPENSIVE" | "RATE_LIMITED";

/** What was asked can't be answered. The message goes to the caller as it is: it says what to do and never who is meant. */
export class RequestError extends Error {
  constructor(
    readonly code: RequestErrorCode,
    message: string,
    /** Goes out beside the code. */
    readonly details: { readonly retryAfter?: number } = {},
  ) {
    super(message);
    this.name = "RequestError";
  }
}
