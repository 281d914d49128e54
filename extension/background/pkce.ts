/** What proves that who brings a code is who asked for it (PKCE, RFC 7636), and the state that ties an answer to its question. */
export interface Proof {
  readonly verifier: string;
  /** SHA-256 of the verifier. */
  readonly challenge: string;
  readonly state: string;
}

/** Makes a proof for one sign-in. */
export async function newProof(): Promise<Proof> {
  const verifier = randomText();
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return { verifier, challenge: base64url(new Uint8Array(digest)), state: randomText() };
}

function randomText(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
