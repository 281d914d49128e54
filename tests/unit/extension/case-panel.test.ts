import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CaseMessage } from "../../../extension/case-messages.js";
import type { Answer, Ask } from "../../../extension/messages.js";
import type { CaseOverlay, Finding, Reminder } from "../../../extension/operations/overlay.js";
import { FrameOverlay } from "../../../extension/overlay/frame-overlay.js";
import type { Adapter } from "../../../schema/adapter/adapter.js";
import { caseFileOf } from "./case-files.js";
import { finding, overlayOf } from "./overlays.js";

const FILE = "103879-5";
const KEY = { as: "fileNumber", pattern: "(\\d{6}-\\d)" } as const;
const ADAPTER: Adapter = {
  system: "demo", title: "Demo", version: 1, hosts: ["http://localhost/*"],
  pages: [
    { kind: "case", id: "client", match: { has: "#klient" }, key: { select: "#akt", ...KEY }, badge: { select: "#namn", place: "append" } },
    { kind: "list", id: "list", match: { has: "table" }, rows: "tr:has(td)", key: { column: "Aktnr", ...KEY }, badge: { column: "Namn", place: "append" } },
  ],
};
const LIST = `<table><tr><th>Aktnr</th><th>Namn</th></tr><tr><td>${FILE}</td><td>Ek, Ada</td></tr></table>`;
const CASE_PAGE = `<div id=klient><b id=namn>Ek, Ada</b><i id=akt>${FILE}</i></div>`;

const URGENT = finding({ id: "urgent", title: "Plan saknas" });
const LATER = finding({ id: "later", kind: "REVIEW_DUE", severity: "WARNING", order: null, title: "Uppföljning" });
const ACKNOWLEDGED: Finding = { ...URGENT, severity: "INFO", acknowledgement: { by: "KAAN01", on: "2022-11-30", until: "2022-12-15", note: "Bokad" } };
const REMINDER: Reminder = { id: "9", order: "B77", sentOn: "2022-11-29", note: "Ringde", by: "KAAN01" };

/** What the worker answers; a test changes it. */
let overlays: CaseOverlay;
/** In place of them. */
let overlayAnswer: (() => Answer<never>) | null;
let answers: Partial<Record<CaseMessage["type"], Answer<unknown> | Promise<Answer<unknown>>>>;
let asked: Parameters<Ask>[0][];
let signsIn: Answer<null>;
let frame: FrameOverlay;

const ask = ((message: Parameters<Ask>[0]) => {
  asked.push(message);
  if (message.type === "overlay") return Promise.resolve(overlayAnswer?.() ?? { ok: true, data: message.keys.map(() => overlays) });
  if (message.type === "signIn") return Promise.resolve(signsIn);
  return Promise.resolve(answers[message.type as CaseMessage["type"]] ?? { ok: true, data: null });
}) as Ask;

const later = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const root = (): ShadowRoot => document.querySelector("overblick-panel")!.shadowRoot!;
const text = (): string => root().querySelector(".panel")!.textContent;
const badge = (): HTMLButtonElement => document.querySelector("overblick-badge")!.shadowRoot!.querySelector("button")!;
const sent = (type: string): object[] => asked.filter((message) => message.type === type);
const isShown = (element: Element): boolean => element.closest("[hidden]") === null;
const button = (name: string): HTMLButtonElement | undefined => [...root().querySelectorAll("button")].find((each) => each.textContent === name && isShown(each));
const field = (label: string): HTMLInputElement => {
  const found = [...root().querySelectorAll("label")].find((each) => each.textContent === label && isShown(each))!;
  return root().querySelector<HTMLInputElement>(`#${found.htmlFor}`)!;
};
const submit = (): void => void [...root().querySelectorAll("form")].find(isShown)!.dispatchEvent(new Event("submit", { cancelable: true }));
const keyboardOn = (): string | undefined => root().activeElement?.textContent;
const titles = (): string[] => [...root().querySelectorAll(".findings h3")].map(({ textContent }) => textContent);

async function open(html = LIST): Promise<void> {
  document.body.innerHTML = html;
  frame = new FrameOverlay({ url: new URL("http://localhost/"), names: [], document }, [ADAPTER], ask);
  frame.start();
  await later();
  badge().click();
  await later();
}

async function press(name: string): Promise<void> {
  button(name)!.click();
  await later();
}

beforeEach(() => {
  vi.useFakeTimers();
  [asked, overlayAnswer, signsIn] = [[], null, { ok: true, data: null }];
  overlays = overlayOf(FILE, "OVERDUE", { findings: [LATER, URGENT] });
  answers = { caseFile: { ok: true, data: caseFileOf() }, acknowledge: { ok: true, data: ACKNOWLEDGED } };
});
afterEach(() => {
  frame.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the panel of a list", () => {
  it("has the findings in order of urgency, and reads nothing more of the case", async () => {
    await open();
    expect(titles()).toEqual(["Plan saknas", "Uppföljning"]);
    expect(sent("caseFile")).toEqual([]);
  });

  it("loads the case when it is asked for, once, and moves the keyboard there", async () => {
    await open();
    button("Visa hela akten")!.focus();
    button("Visa hela akten")!.click();
    button("Visa hela akten")!.click();
    await later();
    expect(sent("caseFile")).toEqual([{ type: "caseFile", fileNumber: FILE, page: "demo/list" }]);
    expect(keyboardOn()).toBe("Akten");
    expect(text()).toContain("Hemtjänst");
  });
});

describe("the panel of a client's page", () => {
  it("loads the case at once, and leaves the keyboard on the panel", async () => {
    await open(CASE_PAGE);
    expect(sent("caseFile")).toEqual([{ type: "caseFile", fileNumber: FILE, page: "demo/client" }]);
    expect(root().activeElement?.className).toBe("panel");
  });

  it("reads nothing of a protected person before it is asked for", async () => {
    overlays = { ...overlays, protected: true };
    await open(CASE_PAGE);
    expect([sent("caseFile"), text()]).toEqual([[], expect.not.stringContaining("Plan saknas")]);
    await press("Visa uppgifter om skyddad person");
    expect(sent("caseFile")).toHaveLength(1);
  });

  it("has nothing to load or to answer of a client who is not known", async () => {
    overlays = overlayOf(FILE, "UNKNOWN");
    await open(CASE_PAGE);
    expect(sent("caseFile")).toEqual([]);
    expect([...root().querySelectorAll("button")].map(({ textContent }) => textContent)).toEqual(["×"]);
  });

  it("says why the case can't be had, and loads it again", async () => {
    answers.caseFile = { ok: false, code: "UNREACHABLE" };
    await open(CASE_PAGE);
    expect(text()).toContain("Tjänsten går inte att nå just nu.");
    answers.caseFile = { ok: true, data: caseFileOf() };
    await press("Försök igen");
    expect(text()).toContain("Hemtjänst");
    expect(text()).not.toContain("Tjänsten går inte att nå just nu.");
  });

  it("says when signing in to have it failed", async () => {
    answers.caseFile = { ok: false, code: "UNAUTHENTICATED" };
    signsIn = { ok: false, code: "UNAUTHENTICATED" };
    await open(CASE_PAGE);
    await press("Logga in");
    expect(text()).toContain("Inloggningen avbröts eller nekades.");
  });

  it("shows nothing old when the case can't be read again", async () => {
    await open(CASE_PAGE);
    answers.caseFile = { ok: false, code: "UNREACHABLE" };
    await later(5 * 60_000);
    frame.retry();
    await later();
    expect(text()).not.toContain("Hemtjänst");
  });

  it("loads the case again by itself before it is five minutes old, and shows it all the time", async () => {
    await open(CASE_PAGE);
    await later(5 * 60_000);
    expect([sent("caseFile").length, text()]).toEqual([2, expect.stringContaining("Hemtjänst")]);
  });

  it("shows nothing of the case after five minutes though its answer does not come", async () => {
    await open(CASE_PAGE);
    answers.caseFile = new Promise(() => {});
    await later(5 * 60_000);
    expect(text()).not.toContain("Hemtjänst");
  });

  it("has lost the case after five minutes when nobody looks, asks nobody, and loads it again when one comes back", async () => {
    await open();
    await later(60_000);
    await press("Visa hela akten");
    await later(4 * 60_000);
    const visibility = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    await later(60_000);
    expect([sent("caseFile").length, root().querySelector(".case")!.textContent]).toEqual([1, "Visa hela akten"]);
    visibility.mockRestore();
    frame.retry();
    await later();
    expect([sent("caseFile").length, text()]).toEqual([2, expect.stringContaining("Hemtjänst")]);
  });

  it("that is closed reads the case no more, and does not keep it", async () => {
    await open(CASE_PAGE);
    const section = root().querySelector(".case")!;
    root().querySelector<HTMLElement>(".close")!.click();
    await later(5 * 60_000);
    expect([sent("caseFile").length, section.textContent]).toEqual([1, "Visa hela akten"]);
  });
});

describe("acknowledging", () => {
  const write = async (note: string): Promise<void> => {
    await press("Kvittera");
    field("Anteckning").value = note;
  };

  it("sends the note and the last day, and shows the answer", async () => {
    await open();
    await write(" Bokad ");
    field("Gäller till och med").value = "2022-12-15";
    submit();
    await later();
    expect(sent("acknowledge")).toEqual([{ type: "acknowledge", finding: "urgent", until: "2022-12-15", note: "Bokad", fileNumber: FILE, page: "demo/list" }]);
    expect(text()).toContain("Kvitterad av KAAN01 2022-11-30, gäller till och med 2022-12-15: Bokad");
    expect(root().querySelector(".unseen")!.textContent).toBe("Varningen är kvitterad.");
  });

  it("moves the finding to where it belongs now, and keeps the keyboard on it", async () => {
    await open();
    await write("Bokad");
    submit();
    await later();
    expect(titles()).toEqual(["Uppföljning", "Plan saknas"]);
    expect(keyboardOn()).toBe("Plan saknas");
  });

  it("is sent once, however often it is pressed", async () => {
    let answer: (answer: Answer<unknown>) => void = () => {};
    answers.acknowledge = new Promise((resolve) => { answer = resolve; });
    await open();
    await write("Bokad");
    submit();
    submit();
    await later();
    submit();
    answer({ ok: true, data: ACKNOWLEDGED });
    await later();
    expect(sent("acknowledge")).toHaveLength(1);
  });

  it.each([
    ["without a note", "", "", "Anteckning", "Skriv en anteckning."],
    ["to a day that has passed", "Bokad", "2022-11-29", "Gäller till och med", "Välj 2022-11-30 eller en senare dag."],
  ])("%s is not sent: the field says why, and has the keyboard", async (_, note, until, label, why) => {
    await open();
    await write(note);
    field("Gäller till och med").value = until;
    submit();
    await later();
    expect(sent("acknowledge")).toEqual([]);
    expect(root().activeElement).toBe(field(label));
    expect(root().querySelector(`#${field(label).id}-fault`)!.textContent).toBe(why);
    expect(field(label).getAttribute("aria-invalid")).toBe("true");
  });

  it.each<[Answer<never>, string]>([
    [{ ok: false, code: "UNREACHABLE" }, "Tjänsten går inte att nå just nu."],
    [{ ok: false, code: "FORBIDDEN" }, "Du har inte behörighet till det här."],
    [{ ok: false, code: "UNAUTHENTICATED" }, "Kopiera det du har skrivit innan du loggar in igen."],
    [{ ok: false, code: "NOT_FOUND" }, "Det finns inte längre"],
  ])("that fails with %j says so, and keeps what was written", async (failure, why) => {
    answers.acknowledge = failure;
    await open();
    await write("Bokad");
    submit();
    await later();
    expect(root().querySelector("form > .fault")!.textContent).toContain(why);
    expect(field("Anteckning").value).toBe("Bokad");
  });

  it("can be sent again after a failure", async () => {
    answers.acknowledge = { ok: false, code: "UNREACHABLE" };
    await open();
    await write("Bokad");
    submit();
    await later();
    answers.acknowledge = { ok: true, data: ACKNOWLEDGED };
    submit();
    await later();
    expect(text()).toContain("Kvitterad av KAAN01");
  });

  it("is explained to those whose it is not, instead of offered", async () => {
    overlays = { ...overlays, findings: [{ ...URGENT, kind: "DELEGATION", mayAcknowledge: false }] };
    await open();
    expect(button("Kvittera")).toBeUndefined();
    expect(text()).toContain("Den här varningen kvitteras av enhetens chef.");
  });

  it("is taken back by one press, sent once", async () => {
    overlays = { ...overlays, findings: [ACKNOWLEDGED] };
    answers.withdraw = { ok: true, data: URGENT };
    await open();
    expect(button("Kvittera")).toBeUndefined();
    button("Ta tillbaka kvitteringen")!.click();
    await press("Ta tillbaka kvitteringen");
    expect(sent("withdraw")).toEqual([{ type: "withdraw", finding: "urgent", fileNumber: FILE, page: "demo/list" }]);
    expect(text()).not.toContain("Kvitterad av");
    expect(button("Kvittera")).toBeDefined();
  });
});

describe("saying that a warning is wrong", () => {
  it("sends why, and shows it", async () => {
    answers.dispute = { ok: true, data: { ...URGENT, disputes: [{ by: "KAAN01", on: "2022-11-30", reason: "Planen har kommit" }] } };
    await open();
    await press("Varningen är fel");
    field("Vad är fel?").value = "Planen har kommit";
    submit();
    await later();
    expect(sent("dispute")).toEqual([{ type: "dispute", finding: "urgent", reason: "Planen har kommit", fileNumber: FILE, page: "demo/list" }]);
    expect(text()).toContain("Varningen är fel, enligt KAAN01 2022-11-30: Planen har kommit");
  });
});

describe("reminding", () => {
  it("is offered for plans alone", async () => {
    overlays = { ...overlays, findings: [LATER] };
    await open();
    expect(button("Påminn utföraren")).toBeUndefined();
  });

  it("is of the gateway's today when nothing else is chosen, and stands at the finding and at the order", async () => {
    answers.remind = { ok: true, data: REMINDER };
    await open(CASE_PAGE);
    await press("Påminn utföraren");
    submit();
    await later();
    expect(sent("remind")).toEqual([{ type: "remind", order: "B77", sentOn: "2022-11-30", note: null, fileNumber: FILE, page: "demo/client" }]);
    const told = "Utföraren påmind 2022-11-29 av KAAN01: Ringde";
    expect([root().querySelector(".findings .said")!.textContent, [...root().querySelectorAll(".order > p")].at(2)?.textContent]).toEqual([told, told]);
  });

  it("can't be of a day to come", async () => {
    await open();
    await press("Påminn utföraren");
    field("Påminnelsen skickades").value = "2022-12-01";
    submit();
    await later();
    expect(sent("remind")).toEqual([]);
    expect(text()).toContain("Välj 2022-11-30 eller en tidigare dag.");
  });

  it("copies the letter", async () => {
    const writeText = vi.fn(() => Promise.resolve());
    vi.stubGlobal("navigator", { clipboard: { writeText } });
    answers.reminderText = { ok: true, data: "Påminnelse om beställning B77" };
    await open();
    await press("Påminn utföraren");
    await press("Kopiera brevet till utföraren");
    expect(writeText).toHaveBeenCalledExactlyOnceWith("Påminnelse om beställning B77");
    expect(text()).toContain("Brevet är kopierat.");
  });

  it.each([
    ["has no clipboard", {}],
    ["does not let us to it", { clipboard: { writeText: () => Promise.reject(new DOMException("", "NotAllowedError")) } }],
  ])("marks the letter to be copied by hand on a page that %s", async (_, navigator) => {
    vi.stubGlobal("navigator", navigator);
    answers.reminderText = { ok: true, data: "Påminnelse om beställning B77" };
    await open();
    await press("Påminn utföraren");
    await press("Kopiera brevet till utföraren");
    const letter = root().querySelector<HTMLTextAreaElement>("textarea.letter")!;
    expect(letter.value.slice(letter.selectionStart, letter.selectionEnd)).toBe("Påminnelse om beställning B77");
    expect(root().activeElement).toBe(letter);
  });

  it("says why there is no letter", async () => {
    answers.reminderText = { ok: false, code: "BAD_USER_INPUT" };
    await open();
    await press("Påminn utföraren");
    await press("Kopiera brevet till utföraren");
    expect(text()).toContain("Tjänsten kan inte ta emot det så som det är skrivet.");
  });
});

describe("an open form", () => {
  beforeEach(async () => {
    await open();
    await press("Kvittera");
    field("Anteckning").value = "Halvvägs";
  });

  it("has the keyboard in its first field", () => {
    expect(root().activeElement).toBe(field("Anteckning"));
  });

  it("folds away by Escape, gives the keyboard back to its button, and is as it was when it is opened again", async () => {
    field("Anteckning").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, composed: true }));
    expect(keyboardOn()).toBe("Kvittera");
    await press("Kvittera");
    expect(field("Anteckning").value).toBe("Halvvägs");
  });

  it("stays, with what is written and the keyboard, when a newer answer comes", async () => {
    overlays = { ...overlays, status: "ATTENTION", findings: [{ ...LATER, severity: "CRITICAL", dueOn: "2022-10-01" }, { ...URGENT, title: "Ny rubrik" }] };
    frame.caseChanged(FILE);
    await later();
    expect(titles()).toEqual(["Uppföljning", "Ny rubrik"]);
    expect(root().querySelector(".state")!.textContent).toBe("Att göra");
    expect(field("Anteckning").value).toBe("Halvvägs");
    expect(root().activeElement).toBe(field("Anteckning"));
  });

  it("stays, with the keyboard and why, when somebody else has acknowledged first", async () => {
    overlays = { ...overlays, findings: [LATER, ACKNOWLEDGED] };
    frame.caseChanged(FILE);
    await later();
    expect([field("Anteckning").value, root().activeElement]).toEqual(["Halvvägs", field("Anteckning")]);
    expect(text()).toContain("Kvitterad av KAAN01");
    expect([...root().querySelectorAll("li > [role=status]")].map(({ textContent }) => textContent).join("")).toBe("Varningen har ändrats medan du skrev. Kopiera det du har skrivit om du vill ha det kvar.");
  });

  it("that is folded can be opened again when somebody else has acknowledged first, and says nothing once it can be sent", async () => {
    await press("Avbryt");
    overlays = { ...overlays, findings: [ACKNOWLEDGED] };
    frame.caseChanged(FILE);
    await later();
    await press("Kvittera");
    expect(field("Anteckning").value).toBe("Halvvägs");
    overlays = { ...overlays, findings: [URGENT] };
    frame.caseChanged(FILE);
    await later();
    expect(text()).not.toContain("Varningen har ändrats");
  });

  it("in which nothing is written folds away when somebody else has acknowledged, and the keyboard is on the finding", async () => {
    field("Anteckning").value = "";
    overlays = { ...overlays, findings: [LATER, ACKNOWLEDGED] };
    frame.caseChanged(FILE);
    await later();
    expect(keyboardOn()).toBe("Plan saknas");
    expect(text()).toContain("Kvitterad av KAAN01");
  });

  it("stays when its finding is gone, and says that it is", async () => {
    overlays = { ...overlays, findings: [LATER] };
    frame.caseChanged(FILE);
    await later();
    expect(field("Anteckning").value).toBe("Halvvägs");
    expect(text()).toContain("Varningen finns inte längre");
  });

  it("that another took the place of stays when its finding is gone, and can be opened again", async () => {
    await press("Påminn utföraren");
    overlays = { ...overlays, findings: [] };
    frame.caseChanged(FILE);
    await later();
    await press("Kvittera");
    expect(field("Anteckning").value).toBe("Halvvägs");
  });

  it("that is sent is offered no more, and leaves nothing to be copied", async () => {
    submit();
    await later();
    const offered = [...root().querySelectorAll(".findings > li:last-child > .actions button")].filter(isShown).map(({ textContent }) => textContent);
    expect([offered, text()]).toEqual([["Ta tillbaka kvitteringen", "Påminn utföraren", "Varningen är fel"], expect.not.stringContaining("Varningen har ändrats")]);
  });

  it("that is sent leaves nothing to be copied, though the case has been asked for again before its answer is there", async () => {
    let answer: (answer: Answer<unknown>) => void = () => {};
    answers.acknowledge = new Promise((resolve) => { answer = resolve; });
    submit();
    overlays = { ...overlays, findings: [ACKNOWLEDGED] };
    frame.caseChanged(FILE);
    await later();
    answer({ ok: true, data: ACKNOWLEDGED });
    await later();
    expect([button("Kvittera"), text()]).toEqual([undefined, expect.not.stringContaining("Varningen har ändrats")]);
  });

  it("in which nothing is written goes with its finding, and the keyboard is left on the panel", async () => {
    field("Anteckning").value = "";
    overlays = { ...overlays, findings: [LATER] };
    frame.caseChanged(FILE);
    await later();
    expect(root().activeElement?.className).toBe("panel");
  });
});

describe("a panel in which something is written", () => {
  const TWO = LIST.replace("</table>", "<tr><td>104869-6</td><td>Lind, Bo</td></tr></table>");
  const PAGE = `<main>${TWO}</main>`;
  const badgeButtons = (): HTMLButtonElement[] => [...document.querySelectorAll("overblick-badge")].map((host) => host.shadowRoot!.querySelector("button")!);

  beforeEach(async () => {
    await open(PAGE);
    await press("Kvittera");
    field("Anteckning").value = "Halvvägs";
  });

  it.each([["another badge", 1], ["its own badge", 0]])("stays at a click on %s, says why, and takes the keyboard", (_, index) => {
    badgeButtons()[index]!.focus();
    badgeButtons()[index]!.click();
    expect([root().querySelector("h2")!.textContent, field("Anteckning").value, root().activeElement?.className]).toEqual([`Akt ${FILE}`, "Halvvägs", "panel"]);
    expect(root().querySelector("header + [role=status]")!.textContent).toBe("Du har skrivit något här som inte är sparat. Spara det, eller stäng rutan med krysset.");
  });

  it("makes way once that is taken back", () => {
    field("Anteckning").value = "";
    badgeButtons()[1]!.click();
    expect(root().querySelector("h2")!.textContent).toBe("Akt 104869-6");
  });

  it.each([
    ["a list empties itself and is filled again", "tbody", "<tr><th>Aktnr</th><th>Namn</th></tr>"],
    ["the page shows something else for a moment", "main", "<p>Hämtar …</p>"],
    ["the page is made anew around it", "body", "<p>Hämtar …</p>"],
  ])("stays when %s, without its case meanwhile", async (_, place, meanwhile) => {
    const part = document.querySelector(place)!;
    part.innerHTML = meanwhile;
    await later(1_000);
    expect([field("Anteckning").value, text()]).toEqual(["Halvvägs", expect.not.stringMatching(/Ingen plan har kommit|Brådskar/)]);
    part.insertAdjacentHTML("beforeend", place === "tbody" ? `<tr><td>${FILE}</td><td>Ek, Ada</td></tr>` : PAGE);
    await later(1_000);
    expect([field("Anteckning").value, text()]).toEqual(["Halvvägs", expect.stringContaining("Brådskar")]);
  });

  it("goes when its client is gone from the page and what was written is taken back", async () => {
    document.querySelector("tbody")!.innerHTML = "";
    await later(1_000);
    field("Anteckning").value = "";
    root().querySelector<HTMLElement>(".panel")!.focus();
    document.querySelector("main")!.append(document.createElement("p"));
    await later(1_000);
    expect(document.querySelector("overblick-panel")).toBeNull();
  });

  it("goes when somebody else is there, though its client was gone from the page", async () => {
    document.querySelector("main")!.innerHTML = "";
    await later(1_000);
    frame.viewerChanged();
    expect(document.querySelector("overblick-panel")).toBeNull();
  });
});

describe("an open form whose case can't be had any more", () => {
  const KEPT_MS = 5 * 60_000;
  let failure: Answer<never>;

  beforeEach(async () => {
    await open();
    await press("Visa hela akten");
    await press("Kvittera");
    field("Anteckning").value = "Halvvägs";
    failure = { ok: false, code: "UNREACHABLE" };
    overlayAnswer = () => failure;
  });

  it("stays when the gateway is away, with nothing of the case around it", async () => {
    await later(KEPT_MS);
    expect([field("Anteckning").value, root().activeElement]).toEqual(["Halvvägs", field("Anteckning")]);
    expect(titles()).toEqual(["Plan saknas"]);
    expect(text()).toContain("Uppgifterna i akten kan inte visas just nu.");
    expect(text()).not.toMatch(/Hemtjänst|Brådskar|Data från/);
  });

  it("stays though it is folded", async () => {
    await press("Avbryt");
    await later(KEPT_MS);
    overlayAnswer = null;
    frame.retry();
    await later();
    await press("Kvittera");
    expect(field("Anteckning").value).toBe("Halvvägs");
  });

  it("stays when the sign-in has run out", async () => {
    failure = { ok: false, code: "UNAUTHENTICATED" };
    await later(KEPT_MS);
    expect(field("Anteckning").value).toBe("Halvvägs");
  });

  it("has its case around it again when the gateway is back", async () => {
    await later(KEPT_MS);
    overlayAnswer = null;
    frame.retry();
    await later();
    expect(titles()).toEqual(["Plan saknas", "Uppföljning"]);
    expect(text()).toContain("Brådskar");
    expect(field("Anteckning").value).toBe("Halvvägs");
  });

  it("goes when the case turns out to be of somebody else", async () => {
    await later(KEPT_MS);
    overlayAnswer = null;
    overlays = { ...overlays, fileNumber: "104869-6" };
    frame.retry();
    await later();
    expect(document.querySelector("overblick-panel")).toBeNull();
  });

  it("goes when the machine is locked", async () => {
    failure = { ok: false, code: "LOCKED" };
    await later(KEPT_MS);
    expect(document.querySelector("overblick-panel")).toBeNull();
  });

  it("goes when somebody else is there", async () => {
    await later(KEPT_MS);
    frame.viewerChanged();
    expect(document.querySelector("overblick-panel")).toBeNull();
  });

  it("goes when nothing is written in it", async () => {
    field("Anteckning").value = " ";
    await later(KEPT_MS);
    expect(document.querySelector("overblick-panel")).toBeNull();
  });
});

describe("a case that somebody has answered", () => {
  it("is asked for again, and its badge follows", async () => {
    await open();
    overlays = overlayOf(FILE, "OK");
    frame.caseChanged(FILE);
    await later();
    expect(sent("overlay")).toHaveLength(2);
    expect(badge().textContent).toBe("Inget att göra");
  });

  it("is nothing to a page that does not show it", async () => {
    await open();
    frame.caseChanged("104869-6");
    await later();
    expect(sent("overlay")).toHaveLength(1);
  });

  it("gives the keyboard back to the badge as it is now", async () => {
    await open();
    overlays = overlayOf(FILE, "OK");
    frame.caseChanged(FILE);
    await later();
    root().querySelector(".panel")!.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, composed: true }));
    expect(document.activeElement).toBe(document.querySelector("overblick-badge"));
  });
});

describe("somebody else", () => {
  it("is shown nothing of what was open", async () => {
    await open(CASE_PAGE);
    frame.viewerChanged();
    expect(document.querySelector("overblick-panel")).toBeNull();
  });
});
