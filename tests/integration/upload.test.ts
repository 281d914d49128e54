import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { type ClientRequest, request } from "node:http";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { asOnlyLoader } from "../../gateway/database/session.js";
import type { Receipt } from "../../gateway/loading/receipt.js";
import { sample } from "./city.js";
import { RunningGateway } from "./running-gateway.js";
import { CASEWORKER, CONTROLLER, HEAD } from "./world.js";

const MEGABYTE = 1024 * 1024;
const U205: Viewer = { subject: "U205", roles: ["PROVIDER"], units: [], provider: "U205" };
const NAME = "GPLAN_U205_20221130.csv";
const HEADER = "bestnr;upprattad;mottagen;deltagit;mal;signatur";
const PROVIDERS = join(sample("hal-2022-11"), "providers");

let gateway: RunningGateway;
let ownOrder: string;
let othersOrder: string;

beforeAll(async () => {
  gateway = await RunningGateway.start();
  await gateway.loader.run({ kind: "INBOX", paths: [join(sample("hal-2022-11"), "night1")] });
  const orderOf = async (condition: string): Promise<string> => {
    const [row] = await gateway.dataSource.query<{ number: string }[]>(`SELECT number FROM care_order WHERE known_to IS NULL AND ${condition} ORDER BY number LIMIT 1`);
    return row!.number;
  };
  [ownOrder, othersOrder] = [await orderOf("provider = 'U205'"), await orderOf("provider <> 'U205'")];
});
afterAll(() => gateway.close());

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Receipt & { readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[] };
}

async function upload(name: string | null, content: BodyInit, viewer: Viewer | null = U205, headers: Record<string, string> = {}): Promise<Answer> {
  const authorization: Record<string, string> = viewer === null ? {} : { authorization: `Bearer ${await gateway.token(viewer)}` };
  const query = name === null ? "" : `?name=${encodeURIComponent(name)}`;
  const response = await fetch(`${gateway.url}/upload${query}`, { method: "POST", headers: { ...authorization, ...headers }, body: content });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer["body"] };
}

/** Rows of receipts that are no others', so that each upload is new. */
let day = 0;
function receipts(...orders: string[]): string {
  day += 1;
  return [HEADER, ...orders.map((order) => `${order};2022-10-${String(day).padStart(2, "0")};;ja;2;X`)].join("\n");
}

async function loads(): Promise<number> {
  const [row] = await gateway.dataSource.query<{ count: number }[]>("SELECT count(*)::int FROM load");
  return row!.count;
}

/** An upload whose body is sent by hand. */
async function slowly(viewer: Viewer = U205, headers: Record<string, string> = {}, to = gateway): Promise<ClientRequest> {
  const authorization = `Bearer ${await to.token(viewer)}`;
  const name = `GPLAN_${viewer.provider}_20221130.csv`;
  const sent = request(`${to.url}/upload?name=${name}`, { method: "POST", headers: { authorization, ...headers }, agent: false });
  sent.on("error", () => undefined);
  sent.write(HEADER);
  return sent;
}

function provider(code: string): Viewer {
  return { ...U205, subject: code, provider: code };
}

/** How many uploads have come in so far that they have a place. */
async function underWay(requests: readonly ClientRequest[]): Promise<void> {
  await Promise.all(requests.map((each) => (each.socket ? Promise.resolve() : once(each, "socket"))));
}

describe("a provider's report", () => {
  test("is loaded, and its receipt is the answer", async () => {
    const { status, body } = await upload(NAME, receipts(ownOrder));
    expect([status, body]).toEqual([200, {
      name: NAME, source: "provider-reports", type: "GPLAN", status: "LOADED", rows: 1, added: 1, changed: 0, withdrawn: 0, quarantined: 0,
      reason: null, load: expect.any(Number) as number, quarantinedRows: [],
    }]);
  });

  test("says in its load who sent it", async () => {
    const { body } = await upload(NAME, receipts(ownOrder));
    expect(await gateway.dataSource.query("SELECT way, sent_by FROM load WHERE id = $1", [body.load])).toEqual([{ way: "UPLOAD", sent_by: "U205" }]);
  });

  test("is told about others' orders what it is told about orders that do not exist", async () => {
    const { status, body } = await upload(NAME, receipts(othersOrder, "999999999", ownOrder));
    expect([status, body.status, body.quarantined]).toEqual([200, "LOADED", 2]);
    expect(body.quarantinedRows).toEqual([
      { line: 2, column: "bestnr", reason: "UNKNOWN_REFERENCE" }, { line: 3, column: "bestnr", reason: "UNKNOWN_REFERENCE" },
    ]);
  });

  test("sent again is unchanged", async () => {
    const content = receipts(ownOrder);
    await upload(NAME, content);
    expect(await upload(NAME, content)).toMatchObject({ status: 200, body: { status: "UNCHANGED" } });
  });

  test.each([["GPLAN_U205_20221129.xlsx"], ["AVVIK_U205_202210.xlsx"]])("may be the workbook %s", async (name) => {
    expect(await upload(name, await readFile(join(PROVIDERS, name)))).toMatchObject({ status: 200, body: { status: "LOADED" } });
  });

  test("is what it holds, whatever its content type says", async () => {
    for (const type of ["text/html", "application/json", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", ""]) {
      expect(await upload(NAME, receipts(ownOrder), U205, { "content-type": type }), type).toMatchObject({ status: 200, body: { status: "LOADED" } });
    }
  });

  test("that is something else than its name says is rejected, with the reason", async () => {
    expect(await upload(NAME, "%PDF-1.7")).toMatchObject({ status: 422, body: { status: "REJECTED", reason: "the name ends in .csv, and the file is a PDF" } });
  });
});

describe("nothing is loaded", () => {
  test("of somebody who has not signed in", async () => {
    const { status, headers, body } = await upload(NAME, receipts(ownOrder), null);
    expect([status, headers.get("www-authenticate"), body.errors?.[0]?.extensions.code]).toEqual([401, "Bearer", "UNAUTHENTICATED"]);
  });

  test("of somebody who is no provider", async () => {
    for (const viewer of [CASEWORKER, HEAD, CONTROLLER, { subject: "OPER01", roles: ["OPERATOR"], units: null } satisfies Viewer]) {
      for (const name of [NAME, "of no kind.csv"]) {
        expect(await upload(name, receipts(ownOrder), viewer), viewer.roles.join()).toMatchObject({ status: 403, body: { errors: [{ extensions: { code: "FORBIDDEN" } }] } });
      }
    }
  });

  test.each([
    ["another provider's report", "GPLAN_U204_20221130.csv"], ["another provider's time", "AVVIK_U204_202210.xlsx"],
    ["the case system's file", "SOSYS_KLIENT_HAL_20221201.TXT"], ["a district's list", "JOUR_HAL_202211.csv"],
    ["a ledger called like the provider", "U205.se"], ["an owner that is a path", "GPLAN_../U205_20221130.csv"],
    ["a code in other letters", "GPLAN_u205_20221130.csv"],
  ])("that is %s", async (_, name) => {
    const before = await loads();
    expect(await upload(name, receipts(ownOrder))).toMatchObject({ status: 403, body: { errors: [{ extensions: { code: "FORBIDDEN" } }] } });
    expect(await loads()).toBe(before);
  });

  test.each([
    ["has no name", null], ["has an empty name", ""], ["is called by a path", `../../${NAME}`], ["is called by another path", `/etc/${NAME}`],
    ["hides behind a NUL", `${NAME}\u0000.exe`], ["has a date that no calendar has", "GPLAN_U205_20221399.csv"], ["is of a kind that is not read", "notes.txt"],
  ])("that %s", async (_, name) => {
    expect(await upload(name, receipts(ownOrder))).toMatchObject({ status: 400, body: { errors: [{ extensions: { code: "BAD_USER_INPUT" } }] } });
  });

  test("that is packed for the way", async () => {
    expect(await upload(NAME, gzipSync(receipts(ownOrder)), U205, { "content-encoding": "gzip" })).toMatchObject({ status: 400 });
  });

  test("that says that it is too large", async () => {
    expect(await upload(NAME, Buffer.alloc(33 * MEGABYTE, "x"))).toMatchObject({ status: 413, body: { errors: [{ extensions: { code: "OPERATION_TOO_EXPENSIVE" } }] } });
  });

  test("that turns out to be too large", async () => {
    const before = await loads();
    const sent = await slowly(U205, { "transfer-encoding": "chunked" });
    for (let at = 0; at < 33; at += 1) sent.write(Buffer.alloc(MEGABYTE, "x"));
    const [{ statusCode }] = (await once(sent, "response")) as [{ statusCode: number }];
    expect(statusCode).toBe(413);
    sent.destroy();
    expect(await loads()).toBe(before);
  });

  test("that comes too slowly", async () => {
    const hasty = await RunningGateway.start({}, 1_000);
    const sent = await slowly(U205, { "content-length": "1000" }, hasty);
    const [{ statusCode }] = (await once(sent, "response")) as [{ statusCode: number }];
    expect(statusCode).toBe(408);
    expect(await hasty.dataSource.query("SELECT FROM load")).toEqual([]);
    await hasty.close();
  });

  test("that is broken off, and the sender can send it again", async () => {
    const before = await loads();
    const sent = await slowly(U205, { "content-length": "1000" });
    await underWay([sent]);
    sent.destroy();
    await vi.waitUntil(async () => (await upload(NAME, receipts(ownOrder))).status === 200, { timeout: 10_000 });
    expect(await loads()).toBe(before + 1);
  });
});

describe("uploads at the same time", () => {
  test("are one of each provider", async () => {
    const first = await slowly(provider("U206"));
    await vi.waitUntil(async () => (await upload("GPLAN_U206_20221130.csv", HEADER, provider("U206"))).status === 429, { timeout: 10_000 });
    first.end();
    const [{ statusCode }] = (await once(first, "response")) as [{ statusCode: number }];
    expect(statusCode).toBe(200);
  });

  test("are four at most, and whoever is refused hears when to try again", async () => {
    const slow = await Promise.all(["U1", "U2", "U3", "U4"].map((code) => slowly(provider(code))));
    await underWay(slow);
    const fifth = () => upload("GPLAN_U5_20221130.csv", HEADER, provider("U5"));
    await vi.waitUntil(async () => (await fifth()).status === 429, { timeout: 10_000 });
    const { headers, body } = await fifth();
    expect([headers.get("retry-after"), body.errors?.[0]?.extensions]).toEqual(["60", { code: "RATE_LIMITED" }]);
    for (const each of slow) each.end();
    await Promise.all(slow.map((each) => once(each, "response")));
    expect((await fifth()).status).toBe(200);
  });

  test("wait for a load that is at work, but not for long", async () => {
    await asOnlyLoader(gateway.dataSource, () => undefined, async () => {
      const { status, headers } = await upload(NAME, receipts(ownOrder));
      expect([status, headers.get("retry-after")]).toEqual([503, "60"]);
    });
  });
});

test("the log tells of uploads by route and status, and of files by name and counts", async () => {
  const before = gateway.logged.length;
  await upload(NAME, `${HEADER}\n${ownOrder};2022-13-40;;ja;2;Hemlig Person\n`);
  const told = gateway.logged.slice(before).join("");
  expect(told).toContain(`"route":"/upload","status":200`);
  expect(told).not.toMatch(/Hemlig|2022-13-40/);
});
