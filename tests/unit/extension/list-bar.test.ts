import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Ask, Failure } from "../../../extension/messages.js";
import type { CaseOverlay } from "../../../extension/operations/overlay.js";
import { FrameOverlay } from "../../../extension/overlay/frame-overlay.js";
import type { Adapter, ListPage } from "../../../schema/adapter/adapter.js";
import { fileNumberOf, finding, overlayOf } from "./overlays.js";

const list = (id: string): ListPage => ({
  kind: "list", id, match: { has: `table.${id}` }, rows: `table.${id} tr:has(td)`,
  key: { column: "Aktnr", as: "fileNumber" }, badge: { column: "Namn", place: "append" },
});
const ADAPTERS: readonly Adapter[] = [{ system: "demo", title: "Demo", version: 1, hosts: ["http://localhost/*"], pages: [list("efter"), list("lista")] }];

const row = (number: string): string => `<tr><td>${number}</td><td>Namn ${number}</td></tr>`;
const table = (name: string, ...numbers: string[]): string => `<table class=${name}><tbody><tr><th>Aktnr</th><th>Namn</th></tr>${numbers.map(row).join("")}</tbody></table>`;

/** Two that are late of which one has no plan, one outside delegation, one with nothing to do, one of whom nothing is known. */
const CASES: Readonly<Record<string, CaseOverlay>> = {
  a: overlayOf("a", "OVERDUE", { findings: [finding({ kind: "REVIEW_DUE" })] }),
  b: overlayOf("b", "OVERDUE", { findings: [finding(), finding({ kind: "REVIEW_DUE", overdueDays: null })] }),
  c: overlayOf("c", "ATTENTION", { findings: [finding({ kind: "DELEGATION", severity: "WARNING", dueOn: null, overdueDays: null }), finding({ kind: "PRICE", severity: "INFO" })] }),
  d: overlayOf("d", "OK"),
  e: overlayOf("e", "UNKNOWN"),
};

const away = (): Failure => ({ ok: false, code: "UNREACHABLE", away: { service: "GATEWAY", answeredAt: null, tryAt: Date.now() + 60_000 } });

let overlay: FrameOverlay;
/** What the gateway answers. */
let cases: Readonly<Record<string, CaseOverlay>>;
let isAway = false;

async function start(html: string, answers = CASES): Promise<void> {
  cases = answers;
  document.body.innerHTML = html;
  const ask = ((message: Parameters<Ask>[0]) => Promise.resolve(isAway && message.type === "overlay" ? away() : {
    ok: true,
    data: message.type === "overlay" ? message.keys.map((key) => cases[fileNumberOf(key)] ?? overlayOf(fileNumberOf(key), "UNKNOWN")) : null,
  })) as Ask;
  overlay = new FrameOverlay({ url: new URL("http://localhost/lista"), names: [], document }, ADAPTERS, ask);
  overlay.start();
  await vi.advanceTimersByTimeAsync(0);
}

const LIST = table("lista", "d", "a", "e", "b", "c");

const bar = (): ShadowRoot => document.querySelector("overblick-summary")!.shadowRoot!;
const shown = (selector: string): HTMLElement[] => [...bar().querySelectorAll<HTMLElement>(selector)].filter((each) => !each.closest("[hidden]"));
const texts = (selector: string): string[] => shown(selector).map(({ textContent }) => textContent);
const button = (name: string): HTMLButtonElement =>
  shown("button").find((each) => (each.getAttribute("aria-label") ?? each.textContent) === name) as HTMLButtonElement;
const said = (): string => bar().querySelector("[role=status]")!.textContent;
const badge = (number: string): HTMLButtonElement =>
  [...document.querySelectorAll("overblick-badge")].find((each) => each.closest("tr")!.textContent.includes(`Namn ${number}`))!.shadowRoot!.querySelector("button")!;
const faint = (): string[] =>
  [...document.querySelectorAll("overblick-badge")].filter(({ shadowRoot }) => shadowRoot!.querySelector(".outside")).map((each) => each.closest("tr")!.firstElementChild!.textContent);
/** The client whose badge has the keyboard. */
const focused = (): string | undefined => document.activeElement?.closest("tr")?.firstElementChild?.textContent;
const press = (target: Element, key: string, more: KeyboardEventInit = {}): KeyboardEvent => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  return event;
};

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => {
  isAway = false;
  overlay.stop();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("what a list holds", () => {
  it("is said by status and by kind, in rows; what only informs does not count", async () => {
    await start(LIST);
    expect(texts(".part")).toEqual(["2 brådskar", "1 att göra", "1 okänd", "2 försenade", "1 saknad plan", "1 delegation", "2 uppföljningar"]);
  });

  it.each([
    ["where every row was read", "", "OK", "Inget att göra"],
    ["where a row could not be read", "<tr><td></td><td>Namn</td></tr>", "UNKNOWN", "Inget att göra i det som kunde läsas"],
    ["beside a list that could not be read", `</table>${table("efter")}`, "UNKNOWN", "Inget att göra i det som kunde läsas"],
  ])("has nothing to do %s", async (_, more, status, words) => {
    await start(`${table("lista", "d").replace("</tbody></table>", "")}${more}`);
    await vi.advanceTimersByTimeAsync(3_000);
    expect([shown(".count").map((each) => each.className), texts(".count"), said().split(", ")[0]]).toEqual([[`count ${status}`], [words], words]);
  });

  it("says that one of two lists is not recognised, once it has had its time", async () => {
    await start(LIST + table("efter"));
    const before = texts(".counts > .words");
    await vi.advanceTimersByTimeAsync(2_000);
    expect([before, texts(".counts > .words")]).toEqual([["av 5 rader · data från 2022-11-30"], ["av 5 rader · data från 2022-11-30 · en del av sidan känns inte igen"]]);
  });

  it("says nothing of one of two lists whose rows came in time, and of one that comes later than the other only when its own time is over", async () => {
    await start(LIST);
    await vi.advanceTimersByTimeAsync(5_000);
    document.body.insertAdjacentHTML("beforeend", table("efter"));
    await vi.advanceTimersByTimeAsync(1_000);
    const soon = texts(".counts > .words").join();
    document.querySelector("table.efter tbody")!.insertAdjacentHTML("beforeend", row("a"));
    await vi.advanceTimersByTimeAsync(5_000);
    expect([soon, texts(".counts > .words").join()]).toEqual(["av 5 rader · data från 2022-11-30", "av 6 rader · data från 2022-11-30"]);
  });

  it("counts a protected person by the status alone", async () => {
    await start(table("lista", "b"), { b: { ...CASES["b"]!, protected: true } });
    expect(texts(".part")).toEqual(["1 brådskar"]);
  });

  it("is counted over all lists of a page", async () => {
    await start(table("lista", "a") + table("efter", "b"));
    expect(texts(".part")[0]).toBe("2 brådskar");
    expect(document.querySelectorAll("overblick-summary")).toHaveLength(1);
  });

  it("changes with rows that come and rows that leave", async () => {
    await start(LIST);
    document.querySelector("tbody")!.lastElementChild!.remove();
    document.querySelector("tbody")!.insertAdjacentHTML("beforeend", row("f"));
    await vi.advanceTimersByTimeAsync(300);
    expect(texts(".part")).toEqual(["2 brådskar", "2 okända", "2 försenade", "1 saknad plan", "2 uppföljningar"]);
  });

  it("folds the rarer kinds away behind a button, which says how many", async () => {
    const kinds = ["PLAN_MISSING", "DELEGATION", "REVIEW_DUE", "REASSESSMENT_DUE", "EXECUTION_LATE", "PRICE"] as const;
    await start(table("lista", "a"), { a: overlayOf("a", "OVERDUE", { findings: kinds.map((kind) => finding({ kind })) }) });
    expect(texts(".part").slice(1)).toEqual(["1 försenad", "1 saknad plan", "1 delegation", "1 uppföljning"]);
    button("+3 till").click();
    expect(texts(".part").slice(5)).toEqual(["1 omprövning", "1 ej verkställd", "1 avvikande pris"]);
    expect(button("Färre").getAttribute("aria-expanded")).toBe("true");
  });
});

describe("a filter", () => {
  it("makes the badges of other rows faint, and leaves the rows where they are", async () => {
    await start(LIST);
    const before = document.querySelector("tbody")!.textContent;
    button("1 saknad plan").click();
    expect(faint()).toEqual(["d", "a", "e", "c"]);
    expect(document.querySelector("tbody")!.textContent).toBe(before);
  });

  it("takes faint badges out of the keyboard's way, and gives them back", async () => {
    await start(LIST);
    button("1 saknad plan").click();
    expect([badge("a").tabIndex, badge("b").tabIndex]).toEqual([-1, 0]);
    button("1 saknad plan").click();
    expect([faint(), badge("a").tabIndex]).toEqual([[], 0]);
  });

  it("of two parts keeps rows that have either", async () => {
    await start(LIST);
    button("1 saknad plan").click();
    button("1 delegation").click();
    expect(faint()).toEqual(["d", "a", "e"]);
  });

  it("is told by its button and announced", async () => {
    await start(LIST);
    button("2 försenade").click();
    expect([button("2 försenade").getAttribute("aria-pressed"), said()]).toEqual(["true", "Visar 2 av 5 rader"]);
  });

  it("holds for rows that come later", async () => {
    await start(LIST);
    button("1 saknad plan").click();
    document.querySelector("tbody")!.insertAdjacentHTML("beforeend", row("f"));
    await vi.advanceTimersByTimeAsync(300);
    expect(faint()).toEqual(["d", "a", "e", "c", "f"]);
  });

  it("stays to be seen, and to be taken back, when no row has it any more", async () => {
    await start(LIST);
    button("1 delegation").click();
    document.querySelector("tbody")!.lastElementChild!.remove();
    await vi.advanceTimersByTimeAsync(300);
    button("0 delegation").click();
    expect(faint()).toEqual([]);
  });

  it("keeps its button, and the keyboard on it, while numbers change", async () => {
    await start(LIST);
    const late = button("2 försenade");
    late.focus();
    document.querySelector("tbody")!.children[2]!.remove();
    await vi.advanceTimersByTimeAsync(300);
    expect([late.textContent, bar().activeElement]).toEqual(["1 försenad", late]);
  });
});

describe("the way from row to row", () => {
  it("goes through all that is not fine, the unknown too, and round the end", async () => {
    await start(LIST);
    const way = [1, 2, 3, 4, 5].map(() => {
      button("Nästa rad").click();
      return `${focused()}: ${said()}`;
    });
    expect(way).toEqual(["a: 1 av 4", "e: 2 av 4", "b: 3 av 4", "c: 4 av 4", "a: 1 av 4, listan börjar om"]);
  });

  it("goes back from the end", async () => {
    await start(LIST);
    const way = [1, 2].map(() => {
      button("Föregående rad").click();
      return `${focused()}: ${said()}`;
    });
    expect(way).toEqual(["c: 4 av 4", "b: 3 av 4"]);
  });

  it("goes among the rows of the filter alone", async () => {
    await start(LIST);
    button("2 försenade").click();
    const way = [1, 2].map(() => {
      button("Nästa rad").click();
      return `${focused()}: ${said()}`;
    });
    expect(way).toEqual(["a: 1 av 2", "b: 2 av 2"]);
  });

  it("follows the page's order over several lists, whatever the adapter's", async () => {
    await start(table("lista", "a") + table("efter", "b"));
    const way = [1, 2].map(() => {
      button("Nästa rad").click();
      return focused();
    });
    expect(way).toEqual(["a", "b"]);
  });

  it("says so when there is nowhere to go", async () => {
    await start(table("lista", "d"));
    button("Nästa rad").click();
    expect([said(), focused()]).toEqual(["Ingen rad att gå till", undefined]);
  });

  it("is N and Shift+N on a badge, from that badge's row, and the page hears nothing of it", async () => {
    await start(LIST);
    const heard = vi.fn();
    document.addEventListener("keydown", heard);
    badge("e").focus();
    const event = press(badge("e"), "n");
    const next = focused();
    press(badge("b"), "N", { shiftKey: true });
    expect([next, focused(), event.defaultPrevented, heard.mock.calls.length]).toEqual(["b", "e", true, 0]);
    document.removeEventListener("keydown", heard);
  });

  it("is N in the bar too", async () => {
    await start(LIST);
    press(button("2 försenade"), "n");
    expect(focused()).toBe("a");
  });

  it.each([["ctrlKey"], ["altKey"], ["metaKey"]])("is not N with %s", async (modifier) => {
    await start(LIST);
    expect(press(badge("e"), "n", { [modifier]: true }).defaultPrevented).toBe(false);
  });

  it("is N in an open panel too, which is then the next row's", async () => {
    await start(LIST);
    badge("a").click();
    const panel = (): HTMLElement => document.querySelector("overblick-panel")!;
    const title = (): string => panel().shadowRoot!.querySelector("h2")!.textContent;
    expect(press(panel(), "n").defaultPrevented).toBe(true);
    expect([title(), document.activeElement === panel(), said()]).toEqual(["Akt e", true, "2 av 4"]);
    press(panel(), "N", { shiftKey: true });
    expect(title()).toBe("Akt a");
    press(panel().shadowRoot!.querySelector(".panel")!, "Escape");
    expect(focused()).toBe("a");
  });

  it("is a letter where one writes in the panel, or has written what is not sent", async () => {
    await start(LIST);
    badge("a").click();
    const panel = document.querySelector("overblick-panel")!;
    [...panel.shadowRoot!.querySelectorAll("button")].find(({ textContent }) => textContent === "Varningen är fel")!.click();
    const field = panel.shadowRoot!.querySelector("textarea")!;
    field.focus();
    expect(press(panel, "n").defaultPrevented).toBe(false);
    field.value = "Uppföljningen är gjord";
    panel.shadowRoot!.querySelector<HTMLElement>(".panel")!.focus();
    expect(press(panel, "n").defaultPrevented).toBe(false);
    press(field, "Escape");
    expect([field.closest("form")!.hidden, press(panel, "n").defaultPrevented, panel.isConnected]).toEqual([true, false, true]);
  });

  it("stays with the panel where there is no other row", async () => {
    await start(table("lista", "d", "a"));
    badge("a").click();
    press(document.querySelector("overblick-panel")!, "n");
    expect([document.querySelector("overblick-panel")!.shadowRoot!.querySelector("h2")!.textContent, document.activeElement?.localName]).toEqual(["Akt a", "overblick-panel"]);
  });

  it("leaves N alone that is typed in the page", async () => {
    await start(`<input>${LIST}`);
    expect(press(document.querySelector("input")!, "n").defaultPrevented).toBe(false);
  });

  it("scrolls when it is asked for, never otherwise, and at once for who wants less motion", async () => {
    const scroll = vi.spyOn(Element.prototype, "scrollIntoView");
    await start(LIST);
    button("2 försenade").click();
    badge("a").click();
    expect(scroll).not.toHaveBeenCalled();
    button("Nästa rad").click();
    vi.spyOn(globalThis, "matchMedia").mockReturnValue({ matches: true } as MediaQueryList);
    button("Nästa rad").click();
    expect(scroll.mock.calls.map(([options]) => (options as ScrollIntoViewOptions).behavior)).toEqual(["smooth", "instant"]);
  });

  it("keeps the keyboard on a badge that is drawn anew", async () => {
    await start(LIST);
    button("Nästa rad").click();
    const first = badge("a");
    cases = { ...CASES, a: { ...CASES["a"]!, nextDueOn: "2022-12-24" } };
    await vi.advanceTimersByTimeAsync(5 * 60_000);
    expect([focused(), badge("a") === first]).toEqual(["a", false]);
  });

  it("goes by the command of the browser, where there is a list", async () => {
    await start(LIST);
    expect([overlay.goToNextRow(), focused()]).toEqual([true, "a"]);
    document.body.innerHTML = "";
    await vi.advanceTimersByTimeAsync(300);
    expect(overlay.goToNextRow()).toBe(false);
  });
});

describe("the announcement", () => {
  it("says what the list holds once it stands still", async () => {
    await start(LIST);
    expect(said()).toBe("");
    await vi.advanceTimersByTimeAsync(700);
    expect(said()).toBe("2 brådskar, 1 att göra, 1 okänd, 2 försenade, 1 saknad plan, 1 delegation, 2 uppföljningar, av 5 rader, data från 2022-11-30");
  });

  it("of a page that is not recognised comes into a bar that stands on the page already: else it is not heard", async () => {
    const before: string[] = [];
    vi.spyOn(document.body, "prepend").mockImplementation((host) => {
      before.push((host as Element).shadowRoot!.querySelector("[role=status]")!.textContent);
      document.body.insertBefore(host as Element, document.body.firstChild);
    });
    await start(table("lista"));
    await vi.advanceTimersByTimeAsync(2_000);
    expect([before, said()]).toEqual([[""], expect.stringContaining("Överlägget känner inte igen sidan")]);
  });

  it("is not made again when the page is read again and is the same", async () => {
    await start(LIST);
    await vi.advanceTimersByTimeAsync(700);
    const changed = vi.fn();
    const changes = new MutationObserver(changed);
    changes.observe(bar().querySelector("[role=status]")!, { childList: true, characterData: true, subtree: true });
    overlay.retry();
    document.body.append(document.createElement("p"));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(changed).not.toHaveBeenCalled();
    changes.disconnect();
  });
});

describe("the toolbar", () => {
  it("is one stop of the Tab key, and goes on with the arrow keys", async () => {
    await start(LIST);
    const tools = shown(".tools button") as HTMLButtonElement[];
    expect(tools.filter(({ tabIndex }) => tabIndex === 0).map(({ textContent }) => textContent)).toEqual(["2 brådskar"]);
    tools[0]!.focus();
    press(tools[0]!, "ArrowRight");
    const second = bar().activeElement?.textContent;
    press(tools[1]!, "End");
    expect([second, bar().activeElement?.getAttribute("aria-label")]).toEqual(["1 att göra", "Teckenförklaring"]);
  });

  it("can be folded away, so that it covers nothing", async () => {
    await start(LIST);
    const fold = button("Dölj");
    fold.click();
    expect([bar().querySelector(".summary")!.className, fold.textContent, fold.getAttribute("aria-expanded")]).toEqual(["summary folded", "Visa", "false"]);
  });
});

describe("a bar that says what is in the way", () => {
  const sentence = "Överblick når inte gatewayen. Sidan fungerar som vanligt.";

  it("can be folded away, still shows that something is, and can be unfolded", async () => {
    isAway = true;
    await start(LIST);
    button("Dölj").click();
    expect([bar().querySelector(".summary")!.classList.contains("folded"), shown(".UNKNOWN.count").length, said()]).toEqual([true, 1, sentence]);
    button("Visa").click();
    expect([bar().querySelector(".summary")!.classList.contains("folded"), texts(".words:not(.unseen)")]).toEqual([false, [sentence]]);
  });

  it("keeps its buttons, and the keyboard on them, while it is asked again, and the keyboard in the bar when all is well", async () => {
    isAway = true;
    await start(LIST);
    const again = button("Försök igen");
    again.focus();
    again.click();
    await vi.advanceTimersByTimeAsync(1_000);
    expect([bar().activeElement === again, again.isConnected]).toEqual([true, true]);
    isAway = false;
    again.click();
    await vi.advanceTimersByTimeAsync(1_000);
    expect([texts(".part").length > 0, bar().activeElement]).toEqual([true, button("Dölj")]);
  });

  it("goes on saying so when one goes from row to row meanwhile", async () => {
    await start(LIST);
    isAway = true;
    document.querySelector("tbody")!.insertAdjacentHTML("beforeend", row("f"));
    await vi.advanceTimersByTimeAsync(1_000);
    press(badge("a"), "n");
    expect([said(), texts(".words:not(.unseen)").join().startsWith("Överblick når inte gatewayen.")]).toEqual(["2 av 4", true]);
  });
});

describe("the legend", () => {
  it("tells each sign and key, takes the keyboard, and gives it back on Escape", async () => {
    await start(LIST);
    button("Teckenförklaring").click();
    const legend = bar().querySelector(".legend")!;
    expect([...legend.querySelectorAll(".signs dt")].map(({ textContent }) => textContent)).toEqual(["Brådskar", "Att göra", "Okänt", "Inget att göra", "Skyddade personuppgifter"]);
    expect([bar().activeElement, button("Teckenförklaring").getAttribute("aria-expanded")]).toEqual([legend, "true"]);
    press(legend, "Escape");
    expect([bar().querySelector(".legend"), bar().activeElement]).toEqual([null, button("Teckenförklaring")]);
  });
});
