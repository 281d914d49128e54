const REMEDIES: Readonly<Record<string, string>> = {
  EADDRINUSE: "A port is taken. Set PORT to a free one, or stop the other program",
  EACCES: "This account may not listen on that port. Set PORT to one above 1023, and let the proxy listen below",
  EADDRNOTAVAIL: "HOST is no address of this computer. Set it to one that is, or leave it out for the loopback",
  EAI_AGAIN: "The name in HOST could not be looked up. Write an address, or leave it out for the loopback",
  ENOTFOUND: "The name in HOST is not known. Correct it, or leave it out for the loopback",
};

/** Says in a line why a server can't listen where it was told to, and what to do; null for every other fault. */
export function listenFault(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) return null;
  if (error.syscall !== "listen" && error.syscall !== "getaddrinfo") return null;
  const remedy = REMEDIES[String(error.code)];
  return remedy === undefined ? null : `${remedy} (${error.message}).`;
}
