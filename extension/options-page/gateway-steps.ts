import { type Line, fault, notTested, ok, unanswered } from "./line.js";
import { isRedirect, look, NoAnswer, objectIn, type Surroundings } from "./surroundings.js";

/** The gateway takes tokens whose times are this far from its own. */
const CLOCK_TOLERANCE_S = 120;
/** Nothing leaves the computer on its way there: what is not encrypted is not seen either. */
const OWN_COMPUTER = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Whether the gateway can be reached, is one, and is ready. */
export async function gatewaySteps(around: Surroundings): Promise<Line[]> {
  const gateway = around.settings.gateway.value;
  const rest = [notTested("encryption"), notTested("identity"), notTested("ready"), notTested("version"), notTested("clock")];
  if (!(await around.mayCall(gateway))) return [fault("reachable", "notPermitted", gateway), ...rest];
  try {
    const response = await look(around, `${gateway}/health`);
    const health = await objectIn(response);
    const reached = [ok("reachable", "answers", gateway), encryption(gateway)];
    if (!response.ok || health["service"] !== "overblick") {
      return [...reached, notGateway(gateway, response), notTested("ready"), notTested("version"), notTested("clock")];
    }
    return [...reached, ok("identity", "isGateway"), await readiness(around, gateway), version(health["version"], around.version), clock(response, around.now())];
  } catch (error) {
    if (error instanceof NoAnswer) return [unanswered("reachable", gateway), ...rest];
    throw error;
  }
}

function notGateway(gateway: string, response: Response): Line {
  return isRedirect(response) ? fault("identity", "redirects", gateway) : fault("identity", "anotherService", gateway, String(response.status));
}

function encryption(gateway: string): Line {
  const { protocol, hostname } = new URL(gateway);
  if (protocol === "https:") return ok("encryption", "encrypted");
  return OWN_COMPUTER.test(hostname) ? ok("encryption", "ownComputer") : fault("encryption", "notEncrypted", `https://${hostname}`);
}

async function readiness(around: Surroundings, gateway: string): Promise<Line> {
  const state = await objectIn(await look(around, `${gateway}/ready`));
  if (state["ready"] === true) return ok("ready", "isReady");
  return state["ready"] === false ? fault("ready", "waits", textOf(state["waitsFor"])) : fault("ready", "notTold");
}

function version(ofGateway: unknown, ofExtension: string): Line {
  if (typeof ofGateway !== "string") return notTested("version", "versionNotTold");
  return ofGateway === ofExtension ? ok("version", "sameVersion", ofExtension) : fault("version", "otherVersion", ofGateway, ofExtension);
}

/** By the header that every web server sends, to the second. */
function clock(response: Response, now: number): Line {
  const theirs = Date.parse(response.headers.get("date") ?? "");
  if (Number.isNaN(theirs)) return notTested("clock", "clockNotTold");
  const seconds = Math.round((now - theirs) / 1000);
  return Math.abs(seconds) <= CLOCK_TOLERANCE_S ? ok("clock", "sameTime", String(Math.abs(seconds))) : fault("clock", seconds > 0 ? "clockFast" : "clockSlow", String(Math.abs(seconds)));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "?";
}
