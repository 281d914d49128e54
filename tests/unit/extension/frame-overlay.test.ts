import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Answer, type Ask, ExtensionGone } from "../../../extension/messages.js";
import type { CaseKey, CaseOverlay, OverlayStatus } from "../../../extension/operations/overlay.js";
import { FrameOverlay } from "../../../extension/overlay/frame-overlay.js";
import type { Adapter } from "../../../schema/adapter/adapter.js";
import { fileNumberOf, finding, overlayOf } from "./overlays.js";

const ADAPTERS: readonly Adapter[] = [
  {
    system: "demo",
    title: "Demo",
    version: 1,
    hosts: ["http://localhost/*"],
    pages: [
      {
        kind: "case",
        id: "case",
        match: { has: "#klient" },
        key: { select: "#akt", as: "fileNumber", pattern: "(\\d{6}-\\d)" },
        badge: { select: "#namn", place: "append" },
      },
      {
        kind: "list",
        id: "list",
        match: { has: "table.lista" },
        rows: "table.lista tr:has(td)",
        key: { column: "Aktnr", as: "fileNumber", pattern: "(\\d{6}-\\d)" },
        badge: { column: "Namn", place: "append" },
      },
    ],
  },
];

const ROWS = "<tr><td>103879-5</td><td>Ek, Ada</td></tr><tr><td>104869-6</td><td>Lind, Bo</td></tr>";
const LIST = `<form><div id=hall><table class=lista><tbody><tr><th>Aktnr</th><th>Namn</th></tr>${ROWS}</tbody></table></div></form>`;

/** A gateway that answers with these statuses, UNKNOWN for the rest, and remembers what it was asked. */
function gateway(statuses: Readonly<Record<string, OverlayStatus>>, details: Partial<CaseOverlay> = {}) {
  const asked: (readonly CaseKey[])[] = [];
  const pages: string[] = [];
  const gate = { held: null as Promise<void> | null, failure: null as Answer<never> | null, gone: false, settings: 0, signIns: 0, tryNows: 0, health: [] as string[] };
  const ask = (async (message: Parameters<Ask>[0]) => {
    if (message.type === "settings") gate.settings += 1;
    if (message.type === "signIn") {
      gate.signIns += 1;
      return { ok: false, code: "UNAUTHENTICATED" };
    }
    if (message.type === "tryNow") gate.tryNows += 1;
    if (message.type === "health") gate.health.push(...message.reports.map(({ page, outcome, rows, withoutKey, unfit, unknown }) => `${page} ${outcome} ${rows}/${withoutKey}/${unfit}/${unknown}`));
    if (message.type !== "overlay") return { ok: true, data: null };
    asked.push(message.keys);
    pages.push(message.page);
    await gate.held;
    if (gate.gone) throw new ExtensionGone();
    if (gate.failure) return gate.failure;
    const data = message.keys.map((key) => overlayOf(fileNumberOf(key), statuses[fileNumberOf(key)] ?? "UNKNOWN", details));
    return { ok: true, data };
  }) as Ask;
  return { ask, asked, pages, gate };
}

let overlay: FrameOverlay | null = null;

/** Starts the overlay on a page and waits until it has drawn what it was answered. */
async function start(html: string, ask: Ask): Promise<FrameOverlay> {
  document.body.innerHTML = html;
  overlay = new FrameOverlay({ url: new URL("http://localhost/lista"), names: [], document }, ADAPTERS, ask);
  overlay.start();
  await answered();
  return overlay;
}

/** Lets answers and mutation callbacks through; no timer runs. */
const answered = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
/** Lets the page settle, so that changes of it are drawn. */
const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(300);

const badges = (): string[] =>
  [...document.querySelectorAll("overblick-badge")].map((badge) => `${badge.parentElement?.firstChild?.textContent}: ${badge.getAttribute("status")}`);
/** What the summary shows, word for word: what it says of the page, its buttons, and what it counts. */
const summary = (): string | undefined => {
  const root = document.querySelector("overblick-summary")?.shadowRoot;
  const shown = [...(root?.querySelectorAll<HTMLElement>(".words:not(.unseen), .count, .part, .help button") ?? [])].filter((each) => !each.closest("[hidden]"));
  return root ? shown.map(({ textContent }) => textContent).filter((text) => text !== "").join("|") : undefined;
};
const badgeButton = (index = 0): HTMLButtonElement => document.querySelectorAll("overblick-badge")[index]!.shadowRoot!.querySelector("button")!;
const panel = (): ShadowRoot | undefined => document.querySelector("overblick-panel")?.shadowRoot ?? undefined;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  overlay?.stop();
  overlay = null;
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("badges", () => {
  it("stand in each row with the status of its client", async () => {
    await start(LIST, gateway({ "103879-5": "OVERDUE", "104869-6": "OK" }).ask);
    expect(badges()).toEqual(["Ek, Ada: overdue", "Lind, Bo: ok"]);
  });

  it("say in words what is most urgent", async () => {
    await start(LIST, gateway({ "103879-5": "OVERDUE" }, { findings: [finding(), finding({ kind: "DELEGATION" })] }).ask);
    expect(badgeButton().textContent).toBe("Plan saknas +1");
  });

  it("name the most severe finding, of these the one due first, and do not count what only informs", async () => {
    const findings = [
      finding({ kind: "HANDOVER", severity: "INFO" }),
      finding({ kind: "WATCH_MISSING", severity: "WARNING", dueOn: null }),
      finding({ kind: "PLAN_MISSING", dueOn: "2022-11-20" }),
      finding({ kind: "REVIEW_DUE", dueOn: "2022-11-01" }),
    ];
    await start(LIST, gateway({ "103879-5": "OVERDUE" }, { findings }).ask);
    expect(badgeButton().textContent).toBe("Uppföljning +2");
  });

  it("say the status when findings only inform", async () => {
    await start(LIST, gateway({ "103879-5": "UNKNOWN" }, { findings: [finding({ severity: "INFO" })] }).ask);
    expect(badgeButton().textContent).toBe("Okänt");
  });

  it("show words as words, whatever markup stands in them", async () => {
    const hostile = "<img src=x onerror=alert(1)>";
    const details = { findings: [finding({ title: hostile, explanation: `${hostile}\n${hostile}\n${hostile}` })], incompleteBecause: [hostile] };
    await start(LIST, gateway({ "103879-5": "OVERDUE", "104869-6": "OVERDUE" }, details).ask);
    badgeButton().click();
    expect([...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => [...(shadowRoot?.querySelectorAll("img") ?? [])])).toEqual([]);
    expect(panel()?.textContent).toContain(hostile);
  });

  it("have a label that says it in full", async () => {
    await start(LIST, gateway({ "103879-5": "OVERDUE" }).ask);
    expect(badgeButton().getAttribute("aria-label")).toBe("Plan saknas. Brådskar. Genomförandeplan saknas, förföll 2022-11-10. Visa varför");
  });

  it("are not drawn for a role without an overlay, and nor is anything else", async () => {
    await start(LIST, gateway({ "103879-5": "FORBIDDEN", "104869-6": "FORBIDDEN" }).ask);
    expect(document.body.innerHTML).toBe(LIST.replace("<form><div id=hall>", '<form><div id="hall">').replace("class=lista", 'class="lista"'));
  });

  it("are asked for in one operation, each key once", async () => {
    const { ask, asked } = gateway({});
    await start(LIST.replace("</tbody>", `${ROWS}</tbody>`), ask);
    expect(asked).toEqual([[{ fileNumber: "103879-5" }, { fileNumber: "104869-6" }]]);
  });

  it("are asked for with the page that they are for, by the adapter's words and not by its address", async () => {
    const { ask, pages } = gateway({});
    await start(LIST, ask);
    expect(pages).toEqual(["demo/list"]);
  });

  it("are not drawn in a row without a readable number", async () => {
    await start(LIST.replace("104869-6", "104869-6 104870-1"), gateway({ "103879-5": "OK" }).ask);
    expect(badges()).toEqual(["Ek, Ada: ok"]);
  });

  it("are not drawn on a page that no adapter knows", async () => {
    const { asked, ask } = gateway({});
    await start("<table><tr><td>103879-5</table>", ask);
    expect(asked).toEqual([]);
    expect(document.querySelector("overblick-badge, overblick-summary")).toBeNull();
  });
});

describe("a protected person", () => {
  const startProtected = (): Promise<FrameOverlay> => start(LIST, gateway({ "103879-5": "OVERDUE", "104869-6": "OK" }, { protected: true, findings: [finding()] }).ask);
  const showing = (): HTMLButtonElement => [...panel()!.querySelectorAll("button")].find((button) => button.textContent === "Visa uppgifter om skyddad person")!;

  it("has a badge with a lock, which tells the status and nothing of what is behind it", async () => {
    await startProtected();
    expect([badgeButton().textContent, badgeButton().querySelectorAll("svg").length]).toEqual(["Brådskar", 1]);
    expect(badgeButton().getAttribute("aria-label")).toBe("Skyddade personuppgifter. Brådskar. Visa varför");
  });

  it("has a panel without details until they are asked for", async () => {
    await startProtected();
    badgeButton().click();
    expect(panel()!.textContent).not.toContain("Genomförandeplan");
    expect(panel()!.textContent).not.toContain("2022");
    showing().click();
    expect(panel()!.textContent).toContain("Genomförandeplan saknas");
    expect(panel()!.textContent).toContain("2022-11-30");
  });

  it("has them closed again the next time", async () => {
    await startProtected();
    badgeButton().click();
    showing().click();
    badgeButton().click();
    badgeButton().click();
    expect(panel()!.textContent).not.toContain("Genomförandeplan");
  });

  it("keeps the keyboard in the panel when they are shown", async () => {
    await startProtected();
    badgeButton().click();
    showing().click();
    expect(panel()!.activeElement?.className).toBe("panel");
  });
});

describe("a viewer that changes", () => {
  it("has what the one before was told forgotten and asked anew", async () => {
    const { ask, asked, gate } = gateway({ "103879-5": "OVERDUE", "104869-6": "OK" });
    const running = await start(LIST, ask);
    gate.failure = { ok: false, code: "UNAUTHENTICATED" };
    running.viewerChanged();
    expect(badges()).toEqual([]);
    await answered();
    expect([asked.length, summary()]).toEqual([2, "Logga in för att se vad som behöver göras.|Logga in|Inställningar"]);
  });
});

describe("a page that changes", () => {
  it("gets badges in rows that come late", async () => {
    await start(LIST, gateway({ "103879-5": "OVERDUE", "104869-6": "OK", "105000-1": "ATTENTION" }).ask);
    document.querySelector("tbody")!.insertAdjacentHTML("beforeend", "<tr><td>105000-1</td><td>Ny, Nils</td></tr>");
    await settled();
    expect(badges()).toEqual(["Ek, Ada: overdue", "Lind, Bo: ok", "Ny, Nils: attention"]);
  });

  it("gets them again when the table is replaced in place, without asking again", async () => {
    const { ask, asked } = gateway({ "103879-5": "OVERDUE", "104869-6": "OK" });
    await start(LIST, ask);
    const hall = document.querySelector("#hall")!;
    hall.innerHTML = `<table class=lista><tr><th>Namn<th>Aktnr<tr><td>Lind, Bo</td><td>104869-6<tr><td>Ek, Ada</td><td>103879-5</table>`;
    await settled();
    expect(badges()).toEqual(["Lind, Bo: ok", "Ek, Ada: overdue"]);
    expect(document.querySelectorAll("overblick-summary")).toHaveLength(1);
    expect(asked).toHaveLength(1);
  });

  it("does not get anything twice", async () => {
    const running = await start(LIST, gateway({ "103879-5": "OVERDUE", "104869-6": "OK" }).ask);
    running.retry();
    document.querySelector("#hall")!.append(document.createElement("p"));
    await settled();
    expect(badges()).toEqual(["Ek, Ada: overdue", "Lind, Bo: ok"]);
    expect(document.querySelectorAll("overblick-summary")).toHaveLength(1);
  });

  it("loses the badge of a row that shows another client, before anything is painted", async () => {
    await start(LIST, gateway({ "103879-5": "OVERDUE", "104869-6": "OK" }).ask);
    document.querySelector("td")!.firstChild!.nodeValue = "105000-1";
    await Promise.resolve();
    expect(badges()).toEqual(["Lind, Bo: ok"]);
  });

  it("gets the badge of the other client in its place", async () => {
    await start(LIST, gateway({ "103879-5": "OVERDUE", "104869-6": "OK", "105000-1": "ATTENTION" }).ask);
    document.querySelector("td")!.textContent = "105000-1";
    await settled();
    expect(badges()).toEqual(["Ek, Ada: attention", "Lind, Bo: ok"]);
  });

  it("gets the answers of the clients that it shows when they come, not of those that it showed when they were asked for", async () => {
    const { ask, gate } = gateway({ "103879-5": "OVERDUE", "104869-6": "OK" });
    let release = (): void => {};
    gate.held = new Promise((resolve) => { release = resolve; });
    await start(LIST, ask);
    const [first, second] = document.querySelectorAll("td:first-child");
    [first!.textContent, second!.textContent] = ["104869-6", "200000-2"];
    release();
    await answered();
    expect(badges()).toEqual(["Ek, Ada: ok", "Lind, Bo: unknown"]);
  });

  it("loses copies of our elements that the page made", async () => {
    await start(LIST, gateway({ "103879-5": "OVERDUE", "104869-6": "OK" }).ask);
    const row = document.querySelector("tr:has(td)")!;
    row.after(row.cloneNode(true));
    await settled();
    expect(badges()).toEqual(["Ek, Ada: overdue", "Ek, Ada: overdue", "Lind, Bo: ok"]);
    expect([...document.querySelectorAll("overblick-badge")].every((badge) => badge.shadowRoot !== null)).toBe(true);
  });

  it("gets one badge where two rows of a client share a cell, and none where two clients do", async () => {
    const shared = "<tr><td>103879-5</td><td rowspan=2>Ek, Ada</td></tr><tr><td>103879-5</td></tr><tr><td>104869-6</td><td rowspan=2>Lind, Bo</td></tr><tr><td>105000-1</td></tr>";
    await start(LIST.replace(ROWS, shared), gateway({ "103879-5": "OVERDUE", "104869-6": "OK", "105000-1": "OK" }).ask);
    expect([badges(), summary()]).toEqual([["Ek, Ada: overdue"], "1 brådskar|1 försenad|1 saknad plan|av 4 rader · 3 rader utan läsbart nummer · data från 2022-11-30"]);
  });

  it("is not recognised where every badge's cell is shared with a row in doubt, and its health is told", async () => {
    const { ask, gate } = gateway({});
    await start(LIST.replace(ROWS, "<tr><td>103879-5</td><td rowspan=2>Ek, Ada</td></tr><tr><td></td></tr>"), ask);
    await vi.advanceTimersByTimeAsync(2_000);
    expect([summary(), gate.health]).toEqual([expect.stringContaining("Överlägget känner inte igen sidan"), ["list NO_PLACES 2/1/0/0"]]);
  });
});

describe("the page itself", () => {
  it("is the same but for our elements", async () => {
    document.body.innerHTML = LIST;
    const before = document.documentElement.outerHTML;
    await start(LIST, gateway({ "103879-5": "OVERDUE" }).ask);
    badgeButton().click();
    for (const host of document.querySelectorAll("overblick-badge, overblick-summary, overblick-panel")) host.remove();
    expect(document.documentElement.outerHTML).toBe(before);
  });

  it("is what it was when the overlay stops", async () => {
    document.body.innerHTML = LIST;
    const before = document.documentElement.outerHTML;
    const running = await start(LIST, gateway({ "103879-5": "OVERDUE" }).ask);
    badgeButton().click();
    running.stop();
    expect(document.documentElement.outerHTML).toBe(before);
  });

  it("is what it was when the extension was updated under it", async () => {
    const { ask, gate } = gateway({});
    gate.gone = true;
    document.body.innerHTML = LIST;
    const before = document.documentElement.outerHTML;
    await start(LIST, ask);
    expect(document.documentElement.outerHTML).toBe(before);
  });

  it("does not notice a click on a badge", async () => {
    await start(LIST, gateway({ "103879-5": "OVERDUE" }).ask);
    const noticed = vi.fn();
    document.querySelector("form")!.addEventListener("submit", noticed);
    document.querySelector("tr:has(td)")!.addEventListener("click", noticed);
    badgeButton().click();
    expect(panel()).toBeDefined();
    expect(noticed).not.toHaveBeenCalled();
  });

  it("is left alone when our elements would hide its rows from its adapter", async () => {
    const adapters: readonly Adapter[] = [
      { system: "demo", title: "Demo", version: 1, hosts: ["http://localhost/*"], pages: [{ kind: "list", id: "list", match: {}, rows: "li", key: { select: "b:only-child", as: "fileNumber" }, badge: { select: "b", place: "after" } }] },
    ];
    const html = "<ul><li><b>103879-5</b></li></ul>";
    document.body.innerHTML = html;
    overlay = new FrameOverlay({ url: new URL("http://localhost/"), names: [], document }, adapters, gateway({ "103879-5": "OK" }).ask);
    overlay.start();
    await answered();
    expect(document.body.innerHTML).toBe(html);
  });
});

describe("the summary", () => {
  it("stands before the table", async () => {
    await start(LIST, gateway({}).ask);
    expect(document.querySelector("overblick-summary")?.nextElementSibling).toBe(document.querySelector("table.lista"));
  });

  it("counts the rows by status and tells how old the data is", async () => {
    await start(LIST, gateway({ "103879-5": "OVERDUE" }).ask);
    expect(summary()).toBe("1 brådskar|1 okänd|1 försenad|1 saknad plan|av 2 rader · data från 2022-11-30");
  });

  it("tells of rows without a readable number", async () => {
    await start(LIST.replace("104869-6", "–"), gateway({ "103879-5": "OK" }).ask);
    expect(summary()).toBe("Inget att göra i det som kunde läsas|av 2 rader · 1 rad utan läsbart nummer · data från 2022-11-30");
  });

  it("says that the page is not recognised when no row has a number", async () => {
    await start(LIST.replace("<th>Aktnr</th>", "<th>Akt</th>"), gateway({}).ask);
    expect(summary()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(summary()).toContain("Överlägget känner inte igen sidan");
  });

  it("does not say so of a page whose rows come late", async () => {
    await start(LIST.replace(ROWS, ""), gateway({ "103879-5": "OK", "104869-6": "OK" }).ask);
    await vi.advanceTimersByTimeAsync(500);
    document.querySelector("tbody")!.insertAdjacentHTML("beforeend", ROWS);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(summary()).toBe("Inget att göra|av 2 rader · data från 2022-11-30");
  });

  it("lets one sign in, or open the settings", async () => {
    const { ask, gate } = gateway({});
    gate.failure = { ok: false, code: "UNAUTHENTICATED" };
    await start(LIST, ask);
    expect(summary()).toContain("Logga in för att se");
    for (const button of document.querySelector("overblick-summary")!.shadowRoot!.querySelectorAll("button")) button.click();
    expect([gate.signIns, gate.settings]).toEqual([1, 1]);
    await answered();
    expect(summary()).toContain("Inloggningen avbröts eller nekades.");
  });

  it("says that the gateway can't be reached, and asks again when told to", async () => {
    const { ask, gate } = gateway({ "103879-5": "OK", "104869-6": "OK" });
    gate.failure = { ok: false, code: "UNREACHABLE" };
    await start(LIST, ask);
    expect(summary()).toBe("Överblick når inte gatewayen. Sidan fungerar som vanligt.|Försök igen|Inställningar");
    gate.failure = null;
    document.querySelector("overblick-summary")!.shadowRoot!.querySelector("button")!.click();
    await answered();
    expect(badges()).toEqual(["Ek, Ada: ok", "Lind, Bo: ok"]);
  });

  it("keeps nothing of what it knew when one is no longer signed in", async () => {
    const { ask, gate } = gateway({ "103879-5": "OVERDUE", "104869-6": "OK" });
    const running = await start(LIST, ask);
    gate.failure = { ok: false, code: "UNAUTHENTICATED" };
    await vi.advanceTimersByTimeAsync(6 * 60_000);
    running.retry();
    await answered();
    expect(badges()).toEqual([]);
  });
});

describe("what the gateway answered", () => {
  const MINUTE = 60_000;
  const hide = (state: DocumentVisibilityState): void => void vi.spyOn(document, "visibilityState", "get").mockReturnValue(state);
  afterEach(() => { vi.restoreAllMocks(); });

  it("is asked for again before it is five minutes old, while somebody looks", async () => {
    const { ask, asked } = gateway({ "103879-5": "OVERDUE", "104869-6": "OK" });
    await start(LIST, ask);
    await vi.advanceTimersByTimeAsync(12 * MINUTE);
    expect([asked.length, badges()]).toEqual([3, ["Ek, Ada: overdue", "Lind, Bo: ok"]]);
  });

  it("that is the same again leaves the panel open that somebody reads", async () => {
    await start(LIST, gateway({ "103879-5": "OVERDUE", "104869-6": "OK" }).ask);
    badgeButton().click();
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(panel()?.textContent).toContain("Genomförandeplan saknas");
  });

  it("goes from a page that nobody looks at, and comes back when somebody does", async () => {
    const { ask, asked } = gateway({ "103879-5": "OVERDUE", "104869-6": "OK" });
    const running = await start(LIST, ask);
    hide("hidden");
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect([asked.length, badges()]).toEqual([1, []]);
    hide("visible");
    running.retry();
    await answered();
    expect([asked.length, badges().length]).toEqual([2, 2]);
  });

  it("is not asked for on a page that nobody has looked at yet", async () => {
    hide("hidden");
    const { ask, asked } = gateway({ "103879-5": "OVERDUE" });
    await start(LIST, ask);
    expect(asked).toEqual([]);
  });

  it("stays for five minutes while the gateway is away, with since when, and then goes", async () => {
    vi.setSystemTime(new Date("2022-11-30T10:40:00"));
    const { ask, gate } = gateway({ "103879-5": "OVERDUE", "104869-6": "OK" });
    await start(LIST, ask);
    gate.failure = { ok: false, code: "UNREACHABLE", away: { service: "GATEWAY", answeredAt: new Date("2022-11-30T10:40:00").getTime(), tryAt: Date.now() + 3_600_000 } };
    await vi.advanceTimersByTimeAsync(4.2 * MINUTE);
    expect([badges().length, summary()]).toEqual([2, "Överblick når inte gatewayen, senast 10.40. Det som visas är från 10.40.|Försök igen|Inställningar"]);
    await vi.advanceTimersByTimeAsync(0.8 * MINUTE);
    expect([badges(), summary()]).toEqual([[], "Överblick når inte gatewayen, senast 10.40. Sidan fungerar som vanligt.|Försök igen|Inställningar"]);
  });

  it("comes by itself when the gateway is back", async () => {
    const { ask, gate } = gateway({ "103879-5": "OK", "104869-6": "OK" });
    gate.failure = { ok: false, code: "UNREACHABLE", away: { service: "GATEWAY", answeredAt: null, tryAt: Date.now() + 5_000 } };
    await start(LIST, ask);
    gate.failure = null;
    await vi.advanceTimersByTimeAsync(5_100);
    expect(badges()).toEqual(["Ek, Ada: ok", "Lind, Bo: ok"]);
  });

  it("is not asked for by the page's changes while the gateway is away", async () => {
    const { ask, asked, gate } = gateway({});
    gate.failure = { ok: false, code: "UNREACHABLE", away: { service: "GATEWAY", answeredAt: null, tryAt: Date.now() + 60_000 } };
    await start(LIST, ask);
    for (let change = 0; change < 10; change += 1) {
      document.querySelector("tbody")!.insertAdjacentHTML("beforeend", ROWS);
      await settled();
    }
    expect(asked).toHaveLength(1);
  });

  it("has the worker try at once when one presses the button", async () => {
    const { ask, gate } = gateway({});
    gate.failure = { ok: false, code: "UNREACHABLE" };
    await start(LIST, ask);
    document.querySelector("overblick-summary")!.shadowRoot!.querySelector("button")!.click();
    await answered();
    expect(gate.tryNows).toBe(1);
  });

  it("is said to take its time", async () => {
    const { ask, gate } = gateway({});
    let release = (): void => undefined;
    gate.held = new Promise((resolve) => { release = resolve; });
    await start(LIST, ask);
    expect(summary()).toBe("Hämtar läget för 2 rader …");
    await vi.advanceTimersByTimeAsync(4_000);
    expect(summary()).toBe("Svaret dröjer. Sidan fungerar som vanligt.");
    release();
    await answered();
    expect(summary()).toMatch(/^2 okända/);
  });

  it("stands, with what can be done there, while it is asked for again and that takes its time; a row that waits for its own is told so", async () => {
    const { ask, gate } = gateway({ "103879-5": "OVERDUE", "104869-6": "OK" });
    await start(LIST, ask);
    const counts = "1 brådskar|1 försenad|1 saknad plan|av 2 rader · data från 2022-11-30";
    gate.held = new Promise(() => {});
    await vi.advanceTimersByTimeAsync(4.3 * MINUTE);
    expect(summary()).toBe(counts);
    document.querySelector("tbody")!.insertAdjacentHTML("beforeend", "<tr><td>105000-1</td><td>Ny, Nils</td></tr>");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(summary()).toBe("Svaret dröjer. Sidan fungerar som vanligt.");
  });

  it("is not shown to the next viewer, though it was on its way", async () => {
    const { ask, gate } = gateway({ "103879-5": "OVERDUE", "104869-6": "OK" });
    let release = (): void => undefined;
    gate.held = new Promise((resolve) => { release = resolve; });
    const running = await start(LIST, ask);
    const late = gate.held;
    [gate.held, gate.failure] = [null, { ok: false, code: "UNAUTHENTICATED" }];
    running.viewerChanged();
    await answered();
    gate.failure = null;
    release();
    await late;
    await answered();
    expect(badges()).toEqual([]);
  });

  it("leaves nothing on a page that the browser puts aside, and comes back with it", async () => {
    const running = await start(LIST, gateway({ "103879-5": "OVERDUE", "104869-6": "OK" }).ask);
    running.putAside();
    expect(document.querySelectorAll("overblick-badge, overblick-summary, overblick-panel")).toHaveLength(0);
    running.retry();
    await answered();
    expect(badges()).toEqual(["Ek, Ada: overdue", "Lind, Bo: ok"]);
  });
});

describe("how a page is understood", () => {
  it("is told once when it is, with counts alone", async () => {
    const { ask, gate } = gateway({ "103879-5": "OVERDUE" });
    const running = await start(LIST.replace(ROWS, `${ROWS}<tr><td>saknas</td><td>Ny</td></tr>`), ask);
    running.retry();
    await settled();
    expect(gate.health).toEqual(["list RECOGNISED 3/1/1/1"]);
  });

  it.each([
    ["no row", LIST.replace(ROWS, ""), "list NO_ROWS 0/0/0/0"],
    ["no number where it should be", LIST.replace("<th>Aktnr</th>", "<th>Akt</th>"), "list NO_KEYS 2/2/0/0"],
    ["numbers of another kind", LIST.replaceAll("-", "/"), "list NO_KEYS 2/2/2/0"],
    ["no place for a badge", "<div id=klient><p id=akt>103879-5</p></div>", "case NO_PLACES 1/0/0/0"],
  ])("is told when there is %s, once the page has had its time", async (_, html, report) => {
    const { ask, gate } = gateway({});
    await start(html, ask);
    expect(gate.health).toEqual([]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect([gate.health, summary()]).toEqual([[report], expect.stringContaining("Överlägget känner inte igen sidan")]);
  });

  it("is told, and the caseworker is, when what the page is known by is gone; not before the page has had its time, and no longer when it comes", async () => {
    const { ask, gate } = gateway({ "103879-5": "OK", "104869-6": "OK" });
    const [{ pages, ...demo }] = ADAPTERS as [Adapter];
    document.body.innerHTML = LIST.replace("class=lista", "class=ny");
    overlay = new FrameOverlay({ url: new URL("http://localhost/lista"), names: [], document }, [{ ...demo, pages: pages.map((page) => ({ ...page, match: { ...page.match, url: `/${page.id}a` } })) }], ask);
    overlay.start();
    await vi.advanceTimersByTimeAsync(1_000);
    expect([gate.health, summary()]).toEqual([[], undefined]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect([gate.health, summary()]).toEqual([["list NO_ROWS 0/0/0/0"], expect.stringContaining("Överlägget känner inte igen sidan")]);
    document.body.innerHTML = LIST;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(summary()).toBe("Inget att göra|av 2 rader · data från 2022-11-30");
  });

  it.each([
    ["nothing of the form", "<p>Beslut</p>"],
    ["no field that names its case", "<form><select name=insats><option></option></select></form>"],
    ["none of its other fields", "<form><input id=akt value=103879-5></form>"],
  ])("is told, and the caseworker is, when a form's page has %s, and no longer when it comes", async (_, html) => {
    const { ask, gate } = gateway({});
    const form = { kind: "decision-form", id: "decision", match: { url: "/beslut/nytt" }, key: { select: "#akt", attribute: "value", as: "fileNumber" }, fields: { intervention: { select: "select[name=insats]" } } } as const;
    document.body.innerHTML = html;
    overlay = new FrameOverlay({ url: new URL("http://localhost/beslut/nytt"), names: [], document }, [{ ...ADAPTERS[0]!, pages: [form] }], ask);
    overlay.start();
    await vi.advanceTimersByTimeAsync(1_000);
    expect([gate.health, summary()]).toEqual([[], undefined]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect([gate.health, summary()]).toEqual([["decision NO_ROWS 0/0/0/0"], expect.stringContaining("Överlägget känner inte igen sidan")]);
    document.body.innerHTML = "<form><input id=akt><select name=insats><option></option></select></form>";
    await vi.advanceTimersByTimeAsync(1_000);
    expect(summary()).toBeUndefined();
  });

  it("is told, and the caseworker is, when no number is known", async () => {
    const { ask, gate } = gateway({});
    const rows = Array.from({ length: 5 }, (_, index) => `<tr><td>10000${index}-1</td><td>Ek</td></tr>`).join("");
    await start(LIST.replace(ROWS, rows), ask);
    expect([gate.health, summary()]).toEqual([["list UNKNOWN_KEYS 5/0/0/5"], expect.stringContaining("inget av numren är känt")]);
  });

  it("is told when our own elements are in the way", async () => {
    const { ask, gate } = gateway({ "103879-5": "OK" });
    const pages = [{ kind: "list", id: "list", match: {}, rows: "li", key: { select: "b:only-child", as: "fileNumber" }, badge: { select: "b", place: "after" } }] as const;
    document.body.innerHTML = "<ul><li><b>103879-5</b></li></ul>";
    overlay = new FrameOverlay({ url: new URL("http://localhost/"), names: [], document }, [{ system: "demo", title: "Demo", version: 1, hosts: ["http://localhost/*"], pages }], ask);
    overlay.start();
    await answered();
    expect(gate.health.at(-1)).toBe("list IN_THE_WAY 1/0/0/0");
  });
});

describe("a frame that is several pages", () => {
  const HEAD = "<div id=klient><h1 id=namn>Ek, Ada</h1><p id=akt>100000-9</p></div>";

  it("gets the badges of each", async () => {
    await start(HEAD + LIST, gateway({ "100000-9": "OVERDUE", "103879-5": "OK" }).ask);
    expect(badges()).toEqual(["Ek, Ada: overdue", "Ek, Ada: ok", "Lind, Bo: unknown"]);
  });

  it("gets none in a row in which two pages read two numbers", async () => {
    const pages = ["td:nth-of-type(1)", "td.akt"].map((select, index) => ({
      kind: "list", id: `list-${index}`, match: {}, rows: "tr", key: { select, as: "fileNumber" }, badge: { select: "td.namn", place: "append" },
    }) as const);
    document.body.innerHTML = "<table><tr><td>103879-5<td class=akt>104869-6<td class=namn>Ek<tr><td class=akt>104869-6<td class=namn>Lind</table>";
    const { ask, gate } = gateway({ "104869-6": "OK" });
    overlay = new FrameOverlay({ url: new URL("http://localhost/"), names: [], document }, [{ system: "demo", title: "Demo", version: 1, hosts: ["http://localhost/*"], pages }], ask);
    overlay.start();
    await answered();
    expect([badges(), summary()]).toEqual([["Lind: ok"], "Inget att göra i det som kunde läsas|av 4 rader · 2 rader utan läsbart nummer · data från 2022-11-30"]);
    expect(gate.health).toEqual(["list-0 RECOGNISED 2/1/0/0", "list-1 RECOGNISED 2/0/0/0"]);
  });
});

describe("a number in a field that a script fills", () => {
  const adapters: readonly Adapter[] = [
    { system: "demo", title: "Demo", version: 1, hosts: ["http://localhost/*"], pages: [{ kind: "case", id: "case", match: {}, key: { select: "input", attribute: "value", as: "fileNumber" }, badge: { select: "h1", place: "append" } }] },
  ];

  it("takes its badge along, though no event tells of it", async () => {
    document.body.innerHTML = "<h1>Ek</h1><input value=103879-5>";
    overlay = new FrameOverlay({ url: new URL("http://localhost/"), names: [], document }, adapters, gateway({ "103879-5": "OVERDUE", "104869-6": "OK" }).ask);
    overlay.start();
    await answered();
    expect(badges()).toEqual(["Ek: overdue"]);
    document.querySelector("input")!.value = "104869-6";
    await vi.advanceTimersByTimeAsync(250);
    expect(badges()).toEqual([]);
    await settled();
    expect(badges()).toEqual(["Ek: ok"]);
  });
});

describe("the panel", () => {
  it("explains each finding with rule, source and evidence", async () => {
    await start(LIST, gateway({ "103879-5": "OVERDUE" }).ask);
    badgeButton().click();
    const texts = [...panel()!.querySelectorAll("h2, h3, li p, dt, dd")].map((each) => each.textContent);
    expect(texts).toEqual([
      "Akt 103879-5",
      "Genomförandeplan saknas",
      "Förföll 2022-11-10 · Beslut 1001 · Beställning B77",
      "Ingen plan har kommit.",
      "Gör så här: påminn utföraren.",
      "Regel: En plan ska komma inom 14 dagar. Källa: Avtal 4.2.",
      "Beställningsdatum",
      "27 oktober 2022",
      "beställning B77 · SOSYS_BESTALL_HAL_20221130.TXT, rad 12 · inläst 2022-11-30",
      "Regelns beteckning: plan.missing, version 2022-1",
    ]);
  });

  it("tells the source of facts of one line once", async () => {
    const [first] = finding().evidence;
    const evidence = [first!, { ...first!, label: "Utförare", shown: "U101" }, { ...first!, label: "Insats", shown: "Hemtjänst", line: 13 }];
    await start(LIST, gateway({ "103879-5": "OVERDUE" }, { findings: [finding({ evidence })] }).ask);
    badgeButton().click();
    const texts = [...panel()!.querySelectorAll("dt, .source")].map((each) => each.textContent);
    expect(texts).toEqual([
      "Beställningsdatum",
      "Utförare",
      "beställning B77 · SOSYS_BESTALL_HAL_20221130.TXT, rad 12 · inläst 2022-11-30",
      "Insats",
      "beställning B77 · SOSYS_BESTALL_HAL_20221130.TXT, rad 13 · inläst 2022-11-30",
      "Regelns beteckning: plan.missing, version 2022-1",
    ]);
  });

  it("tells why the data is incomplete", async () => {
    await start(LIST, gateway({ "103879-5": "UNKNOWN" }, { incompleteBecause: ["En rad om ärendet är inte inläst."] }).ask);
    badgeButton().click();
    expect(panel()!.querySelector(".incomplete")!.textContent).toContain("En rad om ärendet är inte inläst.");
  });

  it("closes on Escape and gives the keyboard back to the badge", async () => {
    await start(LIST, gateway({ "103879-5": "OVERDUE" }).ask);
    badgeButton().click();
    panel()!.querySelector(".panel")!.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, composed: true }));
    expect(panel()).toBeUndefined();
    expect(document.activeElement).toBe(document.querySelector("overblick-badge"));
  });

  it("closes when its client is no longer on the page", async () => {
    await start(LIST, gateway({ "103879-5": "OVERDUE" }).ask);
    badgeButton().click();
    document.querySelector("tr:has(td)")!.remove();
    await settled();
    expect(panel()).toBeUndefined();
  });

  it("stays when the list is sorted in place", async () => {
    await start(LIST, gateway({ "103879-5": "OVERDUE" }).ask);
    badgeButton().click();
    document.querySelector("tbody")!.append(document.querySelector("tr:has(td)")!);
    await settled();
    expect(panel()!.querySelector("h2")!.textContent).toBe("Akt 103879-5");
  });
});

describe("a page about one client", () => {
  const CASE = "<div id=klient><h1 id=namn>Ek, Ada</h1><p id=akt>103879-5</p></div>";

  it("gets one badge and no summary", async () => {
    await start(CASE, gateway({ "103879-5": "ATTENTION" }).ask);
    expect(badges()).toEqual(["Ek, Ada: attention"]);
    expect(summary()).toBeUndefined();
  });

  it("loses it at once when it shows another client", async () => {
    await start(CASE, gateway({ "103879-5": "ATTENTION" }).ask);
    document.querySelector("#akt")!.textContent = "104869-6";
    await Promise.resolve();
    expect(badges()).toEqual([]);
  });
});
