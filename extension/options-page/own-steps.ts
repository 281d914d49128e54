import { setByPolicy } from "../settings.js";
import { type Line, fault, notTested, ok } from "./line.js";
import type { Surroundings } from "./surroundings.js";

/** What the administrator has set. */
export function policyStep({ settings }: Surroundings): Line {
  if (settings.policyFaults.length > 0) return fault("policy", "policyFaulty", settings.policyFaults.join(", "));
  const names = setByPolicy(settings);
  return names.length === 0 ? ok("policy", "noPolicy") : ok("policy", "policySets", names.join(", "));
}

/** Who the gateway takes one for. */
export async function signInSteps({ ask }: Surroundings): Promise<Line[]> {
  const viewer = await ask({ type: "viewer" });
  if (!viewer.ok) {
    switch (viewer.code) {
      case "UNAUTHENTICATED":
        return [fault("signedIn", "nobody"), notTested("role")];
      case "FORBIDDEN":
        return [ok("signedIn", "signedIn"), fault("role", "noRole")];
      case "UNREACHABLE":
      case "NOT_PERMITTED":
      case "LOCKED":
        return [notTested("signedIn"), notTested("role")];
      case "NOT_FOUND":
      case "BAD_USER_INPUT":
      case "FAULTY":
        return [fault("signedIn", "notUnderstood"), notTested("role")];
    }
  }
  const { shown, roles, units } = viewer.data;
  return [ok("signedIn", "signedInAs", shown), roles.length > 0 ? ok("role", "roles", roles.join(","), units.map((unit) => unit.shown).join(", ")) : fault("role", "noRole")];
}

/** Whether descriptions of pages have come. */
export async function adapterStep({ ask, refusedAdapters }: Surroundings): Promise<Line> {
  const adapters = await ask({ type: "adapters" });
  if (!adapters.ok) return notTested("adapters", adapters.code === "FORBIDDEN" ? "adaptersForbidden" : "afterFault");
  const refused = await refusedAdapters();
  if (refused.length > 0) return fault("adapters", "adaptersRefused", refused.join("; "));
  if (adapters.data.length === 0) return fault("adapters", "noAdapters");
  return ok("adapters", "adaptersLoaded", adapters.data.map(({ system }) => system).join(", "));
}

/** Whether the page script runs where it is to run. */
export async function hostStep({ settings, hostsOfBuild, registeredHosts, missing }: Surroundings): Promise<Line> {
  const named = settings.hosts.value;
  const all = [...hostsOfBuild, ...named];
  if (all.length === 0) return fault("hosts", "noHosts");
  const { pages } = await missing();
  if (pages.length > 0) return fault("hosts", "hostsNotPermitted", pages.join(", "));
  const registered = await registeredHosts();
  const left = named.filter((host) => !registered.includes(host));
  return left.length === 0 ? ok("hosts", "hostsRun", all.join(", ")) : fault("hosts", "hostsNotRegistered", left.join(", "));
}
