import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useLanguage } from "../../../extension/language.js";
import { type Ask, ExtensionGone } from "../../../extension/messages.js";
import { ALL_HOSTS, rootOf } from "../../../extension/overlay/host.js";
import { followFrame } from "../../../extension/overlay/follow-frame.js";
import type { Adapter } from "../../../schema/adapter/adapter.js";
import { fileNumberOf, overlayOf } from "./overlays.js";

const ADAPTER: Adapter = {
  system: "demo", title: "Demo", version: 1, hosts: [`${location.origin}/*`],
  pages: [{
    kind: "list", id: "list", match: { has: "table" }, rows: "tr:has(td)",
    key: { column: "Aktnr", as: "fileNumber", pattern: "(\\d{6}-\\d)" }, badge: { column: "Namn", place: "append" },
  }],
};
const LIST = "<table><tbody><tr><th>Aktnr</th><th>Namn</th></tr><tr><td>103879-5</td><td>Ek, Ada</td></tr></tbody></table>";

const world = { asked: 0, looked: 0, isGone: false, isNewerGone: false, adaptersFail: false };
let tell: { viewerChanged: () => void; reachable: () => void };

const ask = ((message: Parameters<Ask>[0]) => (world.isGone ? Promise.reject(new ExtensionGone()) : answer(message))) as Ask;

const answer = ((message: Parameters<Ask>[0]) => {
  if (message.type === "adapters") return Promise.resolve(world.adaptersFail ? { ok: false, code: "UNREACHABLE" } : { ok: true, data: [ADAPTER] });
  if (message.type !== "overlay") return Promise.resolve({ ok: true, data: null });
  world.asked += 1;
  return Promise.resolve({ ok: true, data: message.keys.map((key) => overlayOf(fileNumberOf(key), "OVERDUE")) });
}) as Ask;

async function open(page = LIST): Promise<void> {
  document.body.innerHTML = page;
  await followFrame(ask, {
    onViewerChanged: (act) => { tell.viewerChanged = act; },
    onCaseChanged: () => undefined,
    onReachable: (act) => { tell.reachable = act; },
    onNextRow: () => undefined,
    onPreview: () => undefined,
    isGone: () => {
      world.looked += 1;
      return world.isGone;
    },
  });
  await answered();
}

const answered = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
const said = (): (string | null)[] => [...document.querySelectorAll(ALL_HOSTS)].map((host) => rootOf(host)!.textContent);
const ours = (): number => document.querySelectorAll("overblick-badge, overblick-summary, overblick-panel").length;

/** And nobody touches the page. */
async function isUpdated(): Promise<void> {
  world.isGone = true;
  await vi.advanceTimersByTimeAsync(30_000);
}

function pageEvent(type: "pagehide" | "pageshow", persisted: boolean): void {
  window.dispatchEvent(Object.assign(new Event(type), { persisted }));
}

beforeEach(() => {
  vi.useFakeTimers();
  Object.assign(world, { asked: 0, looked: 0, isGone: false, isNewerGone: false, adaptersFail: false });
  tell = { viewerChanged: () => undefined, reachable: () => undefined };
});

afterEach(async () => {
  // What a test has left on the page goes as it does when the extension is updated.
  world.isGone = world.isNewerGone = true;
  await vi.advanceTimersByTimeAsync(11 * 60_000);
  useLanguage("SV");
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("an extension that is updated under the page", () => {
  it("leaves one sentence and nothing of a person, though the page asks nothing and nobody touches it", async () => {
    await open();
    expect(ours()).toBe(2);
    await isUpdated();
    expect(said()).toEqual(["ÖverblickTillägget har uppdaterats eller stängts av. Ladda om sidan för att se läget igen.Dölj"]);
  });

  it.each(["pointerover", "pointerdown", "keydown", "scroll"])("says so at once at a %s", async (type) => {
    await open();
    world.isGone = true;
    document.querySelector("td")!.dispatchEvent(new Event(type, { bubbles: true }));
    expect([ours(), said()[0]]).toEqual([1, expect.stringContaining("Ladda om sidan")]);
  });

  it("says so when the page changes", async () => {
    await open();
    world.isGone = true;
    document.querySelector("tbody")!.insertAdjacentHTML("beforeend", "<tr><td>104869-6</td><td>Lind, Bo</td></tr>");
    await vi.advanceTimersByTimeAsync(1_000);
    expect([ours(), said()[0]]).toEqual([1, expect.stringContaining("Ladda om sidan")]);
  });

  it("says so on a page that asks anew when somebody comes back to it", async () => {
    await open();
    world.isGone = true;
    document.dispatchEvent(new Event("visibilitychange"));
    await answered();
    expect([ours(), said()[0]]).toEqual([1, expect.stringContaining("Ladda om sidan")]);
  });

  it("leaves the page in peace: a page at rest is woken once in thirty seconds", async () => {
    await open();
    await vi.advanceTimersByTimeAsync(10_000);
    const before = world.looked;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(world.looked - before).toBe(2);
  });

  it("leaves the page as it was when the sentence is put away, and ten minutes later in any case", async () => {
    await open();
    await isUpdated();
    rootOf(document.querySelector("overblick-summary")!)!.querySelector("button")!.click();
    expect(document.body.innerHTML).toBe(LIST);
    world.isGone = false;
    await open();
    await isUpdated();
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(document.body.innerHTML).toBe(LIST);
  });

  it("says so on a hidden page when somebody looks at it", async () => {
    await open();
    const visibility = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    await isUpdated();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(ours()).toBe(0);
    visibility.mockReturnValue("visible");
    document.dispatchEvent(new Event("visibilitychange"));
    expect(ours()).toBe(1);
  });

  it("says nothing on a page that it has never recognised", async () => {
    await open("<p>Inget här</p>");
    await isUpdated();
    expect(document.body.innerHTML).toBe("<p>Inget här</p>");
  });

  it("leaves to the new version what that has drawn, and is silent", async () => {
    await open();
    world.isGone = true;
    document.body.insertAdjacentHTML("beforeend", "<overblick-summary></overblick-summary>");
    const newer = document.body.lastElementChild!;
    await vi.advanceTimersByTimeAsync(1_000);
    expect([...document.querySelectorAll(ALL_HOSTS)]).toEqual([newer]);
    newer.remove();
  });

  it("does nothing any more, whatever the page does", async () => {
    await open();
    await isUpdated();
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    document.dispatchEvent(new Event("visibilitychange"));
    pageEvent("pageshow", true);
    document.querySelector("tbody")!.insertAdjacentHTML("beforeend", "<tr><td>104869-6</td><td>Lind, Bo</td></tr>");
    await vi.advanceTimersByTimeAsync(60_000);
    expect([ours(), world.asked, vi.getTimerCount()]).toEqual([0, 1, 0]);
  });
});

describe("what is being written when the extension is updated under the page", () => {
  const panel = (): ShadowRoot => rootOf(document.querySelector("overblick-panel")!)!;
  const button = (name: string): HTMLButtonElement => [...panel().querySelectorAll("button")].find(({ textContent }) => textContent === name)!;
  const field = (): HTMLTextAreaElement => panel().querySelector("textarea")!;
  const write = (words: string): void => {
    rootOf(document.querySelector("overblick-badge")!)!.querySelector("button")!.click();
    button("Varningen är fel").click();
    field().value = words;
  };

  it("stays at the next key, which the page does not hear, with the keyboard, and with nothing of a person around it", async () => {
    await open();
    write("Halvvägs");
    world.isGone = true;
    const heard = vi.fn();
    document.addEventListener("keydown", heard);
    field().dispatchEvent(new KeyboardEvent("keydown", { key: "s", bubbles: true, composed: true }));
    document.removeEventListener("keydown", heard);
    expect([field().value, panel().activeElement, heard.mock.calls.length]).toEqual(["Halvvägs", field(), 0]);
    expect([...document.querySelectorAll(ALL_HOSTS)].map(({ localName }) => localName)).toEqual(["overblick-panel"]);
    const words = panel().querySelector(".panel")!.textContent;
    expect(words).toContain("Tillägget har uppdaterats eller stängts av. Kopiera det du har skrivit och ladda sedan om sidan.");
    expect(words).not.toMatch(/Ingen plan har kommit|Brådskar|Visa hela akten/);
  });

  it("stays until it is closed", async () => {
    await open();
    write("Halvvägs");
    await isUpdated();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(field().value).toBe("Halvvägs");
    panel().querySelector<HTMLElement>(".close")!.click();
    expect(document.body.innerHTML).toBe(LIST);
  });

  it("is said not to be sent when its button is pressed", async () => {
    await open();
    write("Halvvägs");
    await isUpdated();
    panel().querySelector("form")!.dispatchEvent(new Event("submit", { cancelable: true }));
    await answered();
    expect(panel().querySelector("form > .fault")!.textContent).toContain("Kopiera det du har skrivit");
  });

  it.each([
    ["before the older one has looked for its extension", false],
    ["after it", true],
  ])("stays when a newer version draws on the page, %s", async (_, hasLooked) => {
    await open();
    write("Halvvägs");
    if (hasLooked) await isUpdated();
    const left = document.querySelector("overblick-panel")!;
    world.isGone = true;
    await followFrame(answer, { onViewerChanged: () => undefined, onCaseChanged: () => undefined, onReachable: () => undefined, onNextRow: () => undefined, onPreview: () => undefined, isGone: () => world.isNewerGone });
    await answered();
    expect([left.isConnected, ours()]).toEqual([true, 3]);
  });

  it("goes with the rest where nothing is written", async () => {
    await open();
    write(" ");
    await isUpdated();
    expect(document.querySelector("overblick-panel")).toBeNull();
  });
});

describe("a page that the browser puts aside", () => {
  it("holds nothing of a person meanwhile", async () => {
    await open();
    pageEvent("pagehide", true);
    expect(document.body.innerHTML).toBe(LIST);
  });

  it("has its badges again when it is shown again, asked for anew", async () => {
    await open();
    pageEvent("pagehide", true);
    pageEvent("pageshow", true);
    await answered();
    expect([ours(), world.asked]).toEqual([2, 2]);
  });

  it("is not cleaned when it is left for good: nobody sees it", async () => {
    await open();
    pageEvent("pagehide", false);
    expect(ours()).toBe(2);
  });
});

describe("a service that was away", () => {
  it("brings the page its badges when it is back", async () => {
    world.adaptersFail = true;
    await open();
    expect(ours()).toBe(0);
    world.adaptersFail = false;
    tell.reachable();
    await answered();
    expect(ours()).toBe(2);
  });
});

describe("an extension that knows no page yet", () => {
  it("asks again by itself for what pages look like", async () => {
    world.adaptersFail = true;
    await open();
    world.adaptersFail = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ours()).toBe(2);
  });
});

describe("another language, chosen while the page is open", () => {
  it("has all of our elements made anew, once each", async () => {
    await open();
    const before = [...document.querySelectorAll(ALL_HOSTS)];
    useLanguage("EN");
    tell.viewerChanged();
    await answered();
    const after = [...document.querySelectorAll<HTMLElement>(ALL_HOSTS)];
    expect([after.length, after.map(({ lang }) => lang), after.filter((host) => before.includes(host))]).toEqual([2, ["en", "en"], []]);
    expect(rootOf(document.querySelector("overblick-summary")!)!.querySelector(".summary")!.getAttribute("aria-label")).toBe("Overview of the list");
  });
});

describe("a machine that is locked, or somebody else who signs in", () => {
  it("has the page ask anew", async () => {
    await open();
    tell.viewerChanged();
    await answered();
    expect(world.asked).toBe(2);
  });
});
