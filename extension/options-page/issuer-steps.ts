import { isAddress } from "../addresses.js";
import { type Line, fault, notTested, ok, unanswered } from "./line.js";
import { isRedirect, look, NoAnswer, objectIn, type Surroundings } from "./surroundings.js";

/** Whether the issuer can be reached, is the one that is meant, and knows the extension. */
export async function issuerSteps(around: Surroundings): Promise<Line[]> {
  const issuer = around.settings.issuer.value;
  const redirect = notTested("redirect", "redirectIs", around.redirectUri);
  if (!(await around.mayCall(issuer))) return [fault("discovery", "notPermitted", issuer), notTested("issuerName"), notTested("tokenAddress"), notTested("client"), redirect];
  const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  try {
    const response = await look(around, address);
    const document = await objectIn(response);
    const { issuer: name, authorization_endpoint: authorization, token_endpoint: token } = document;
    if (!response.ok || typeof name !== "string" || !isAddress(authorization) || !isAddress(token)) {
      return [isRedirect(response) ? fault("discovery", "redirects", address) : fault("discovery", "noDiscovery", address, String(response.status)), notTested("issuerName"), notTested("tokenAddress"), notTested("client"), redirect];
    }
    return [
      ok("discovery", "discoveryRead"),
      name === issuer ? ok("issuerName", "sameName") : fault("issuerName", "otherName", name, issuer),
      (await around.mayCall(token)) ? ok("tokenAddress", "tokenPermitted") : fault("tokenAddress", "notPermitted", new URL(token).origin),
      ...(await client(around, authorization)),
    ];
  } catch (error) {
    if (error instanceof NoAnswer) return [unanswered("discovery", issuer), notTested("issuerName"), notTested("tokenAddress"), notTested("client"), redirect];
    throw error;
  }
}

/**
 * Asks for a sign-in without a person (`prompt=none`). An issuer must lead back with the answer "nobody is signed in" if it
 * knows the client and the redirect address, and must not lead anywhere if it does not (RFC 6749, 4.1.2.1). Where it leads
 * the browser does not tell, only that it does.
 */
async function client(around: Surroundings, authorization: string): Promise<Line[]> {
  const { redirectUri, settings } = around;
  const shown = (state: (step: "redirect", reason: "redirectIs", about: string) => Line): Line => state("redirect", "redirectIs", redirectUri);
  if (!(await around.mayCall(authorization))) return [notTested("client", "clientElsewhere", new URL(authorization).origin), shown(notTested)];
  const response = await look(around, question(authorization, settings.clientId.value, settings.scope.value, redirectUri));
  if (isRedirect(response)) return [ok("client", "clientKnown", settings.clientId.value), shown(ok)];
  if (response.status >= 400 && response.status < 500) return [fault("client", "clientUnknown", settings.clientId.value), shown(fault)];
  return [notTested("client", "clientUnclear", settings.clientId.value), shown(notTested)];
}

function question(authorization: string, clientId: string, scope: string, redirectUri: string): string {
  const url = new URL(authorization);
  const parameters = {
    client_id: clientId,
    response_type: "code",
    redirect_uri: redirectUri,
    scope,
    prompt: "none",
    state: "connection-test",
    // The challenge of a proof that nobody has: no code can be exchanged.
    code_challenge: "A".repeat(43),
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
