import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createAsk } from "../../../extension/background/ask-gateway.js";
import { Connection } from "../../../extension/background/connection.js";
import type { Session } from "../../../extension/background/session.js";
import type { Answer } from "../../../extension/messages.js";
import { viewerOperation } from "../../../extension/operations/viewer.js";

const GATEWAY = "http://127.0.0.1:4000";
const access = (token: string) => ({ ok: true, data: { gateway: GATEWAY, token } }) as const;
const UNREACHABLE = { ok: false, code: "UNREACHABLE" } as const;

/** What the issuer gives, and what the gateway makes of each token. */
const world = { tokens: [] as Answer<{ gateway: string; token: string }>[], takes: "a1", isAway: false, isLocked: false, sent: [] as string[] };

beforeEach(() => {
  Object.assign(world, { tokens: [access("a1"), access("a2")], takes: "a1", isAway: false, isLocked: false, sent: [] });
  vi.stubGlobal("chrome", { permissions: { contains: () => Promise.resolve(true) } });
  vi.stubGlobal("fetch", (_address: string, { headers }: { readonly headers: Readonly<Record<string, string>> }) => {
    world.sent.push(headers["authorization"]!);
    if (world.isAway) return Promise.reject(new TypeError("no connection"));
    return Promise.resolve(headers["authorization"] === `Bearer ${world.takes}` ? Response.json({ data: { viewer: null } }) : new Response("{}", { status: 401 }));
  });
});

afterEach(() => { vi.unstubAllGlobals(); });

function ask(): Promise<Answer<unknown>> {
  const session = { access: () => Promise.resolve(world.tokens[0]!), accessInsteadOf: () => Promise.resolve(world.tokens[1]!) } as unknown as Session;
  const connection = new Connection({ read: () => Promise.resolve(null), write: () => Promise.resolve(), place: () => Promise.resolve("here"), back: () => undefined, now: () => 0, random: () => 0 });
  return createAsk(session, connection, () => Promise.resolve(world.isLocked))(viewerOperation, {}, "extension/test");
}

describe("a question to the gateway", () => {
  it("is asked with the token of whoever is signed in", async () => {
    expect([await ask(), world.sent]).toEqual([{ ok: true, data: { viewer: null } }, ["Bearer a1"]]);
  });

  it("is asked again with another token when the gateway refuses the first, once", async () => {
    world.takes = "a2";
    expect([await ask(), world.sent]).toEqual([{ ok: true, data: { viewer: null } }, ["Bearer a1", "Bearer a2"]]);
    Object.assign(world, { takes: "none", sent: [] });
    expect([await ask(), world.sent.length]).toEqual([{ ok: false, code: "UNAUTHENTICATED" }, 2]);
  });

  it("that the gateway does not answer names the gateway", async () => {
    world.isAway = true;
    expect(await ask()).toMatchObject({ code: "UNREACHABLE", away: { service: "GATEWAY" } });
  });

  it("for which there is no token, since the issuer is away, names the issuer", async () => {
    world.tokens = [UNREACHABLE];
    expect([await ask(), world.sent]).toMatchObject([{ code: "UNREACHABLE", away: { service: "ISSUER" } }, []]);
    Object.assign(world, { tokens: [access("a1"), UNREACHABLE], takes: "a2" });
    expect(await ask()).toMatchObject({ code: "UNREACHABLE", away: { service: "ISSUER" } });
  });

  it("is not asked while the machine is locked, nor is a token renewed", async () => {
    world.isLocked = true;
    expect([await ask(), world.sent]).toEqual([{ ok: false, code: "LOCKED" }, []]);
  });
});
