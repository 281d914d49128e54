import { gatewaySteps } from "./gateway-steps.js";
import { issuerSteps } from "./issuer-steps.js";
import type { Line } from "./line.js";
import { adapterStep, hostStep, policyStep, signInSteps } from "./own-steps.js";
import type { Surroundings } from "./surroundings.js";

/**
 * Walks the whole way from the settings to the pages, and says of each step whether it is well, what is wrong and what to do,
 * or that it could not be tested. Nothing is changed by it, anywhere.
 */
export async function testConnection(around: Surroundings): Promise<Line[]> {
  const [gateway, issuer, signIn, adapters, hosts] = await Promise.all([gatewaySteps(around), issuerSteps(around), signInSteps(around), adapterStep(around), hostStep(around)]);
  return [policyStep(around), ...gateway, ...issuer, ...signIn, adapters, hosts];
}
