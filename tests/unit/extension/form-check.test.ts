import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Answer, type Ask, ExtensionGone } from "../../../extension/messages.js";
import type { DecisionCheck, DecisionDraft, DraftFinding } from "../../../extension/operations/check-decision.js";
import { FrameOverlay } from "../../../extension/overlay/frame-overlay.js";
import type { Adapter } from "../../../schema/adapter/adapter.js";

const ADAPTERS: readonly Adapter[] = [{
  system: "demo", title: "Demo", version: 1, hosts: ["http://localhost/*"],
  pages: [{
    kind: "decision-form", id: "beslut", match: { has: "form" }, key: { select: "#akt", attribute: "value", as: "fileNumber" },
    fields: {
      law: { select: "[name=lagrum]" },
      intervention: { select: "[name=insats]", values: { "101": "HTJ", "111": "KTP" } },
      hoursPerMonth: { select: "[name=tim]", number: "sv" },
      decidedBy: { select: "[name=beslutsf]" },
      decidedOn: { select: "[name=datum]" },
      validFrom: { select: "[name=from]" },
    },
    notice: { select: "form", place: "before" },
  }],
}];

const line = (label: string, field: string): string => `<tr><td>${label}</td><td>${field}</td></tr>`;
const FORM = `<div id=hall><form><input id=akt value=103879-5><table>${[
  line("Lagrum", "<select name=lagrum><option>SoL 4:1</option></select>"),
  line("Insats", '<select name=insats><option value="">– välj –</option><option value=101>Hemtjänst</option><option value=111>Kontaktperson</option><option value=199>Något nytt</option></select>'),
  line("Omfattning", "<input name=tim>"),
  line("Beslutsfattare", "<input name=beslutsf value=NIHA13>"),
  line("Beslutsdatum", "<input name=datum value=2022-11-30>"),
  line("Fr o m", "<input name=from value=2022-12-01>"),
].join("")}</table></form></div>`;

const FINDING: DraftFinding = {
  kind: "DELEGATION", severity: "CRITICAL", title: "Hemtjänst över 99 timmar i månaden utanför delegation",
  explanation: "Omfattningen är 120 timmar.\nGör så här: ta upp beslutet med enhetschefen.\nRegel: Över 99 timmar. Källa: Rapport 2022.",
  rule: { id: "delegation.home-care-hours", version: "2022", parameters: [{ name: "limit", unit: "hoursPerMonth" }] }, evidence: [],
};
const CHECK: DecisionCheck = { allowed: true, requiredRoles: ["CASEWORKER", "UNIT_HEAD"], unjudged: [], estimatedMonthlyCost: 12_340.4, findings: [], notices: [] };
const REFUSED: DecisionCheck = { ...CHECK, allowed: false, requiredRoles: ["DEPUTY_HEAD", "UNIT_HEAD"], findings: [FINDING] };

type Reply = Answer<DecisionCheck | null> | "GONE";

/** A worker that answers what the test says, at once or when it is told to. */
function worker(reply: Reply | ((draft: DecisionDraft) => Reply) = { ok: true, data: CHECK }) {
  const drafts: (DecisionDraft | null)[] = [];
  const pages: string[] = [];
  const others: string[] = [];
  const state = { reply, held: null as ((() => void)[] | null), tryNow: null as Promise<void> | null };
  const ask = (async (message: Parameters<Ask>[0]) => {
    if (message.type !== "checkDecision") {
      others.push(message.type);
      if (message.type === "tryNow") await state.tryNow;
      if (message.type === "signIn") return { ok: false, code: "UNAUTHENTICATED" };
      return { ok: true, data: null };
    }
    drafts.push(message.draft);
    pages.push(message.page);
    if (message.draft === null) return { ok: true, data: null };
    if (state.held) await new Promise<void>((resolve) => state.held!.push(resolve));
    const answer = typeof state.reply === "function" ? state.reply(message.draft) : state.reply;
    if (answer === "GONE") throw new ExtensionGone();
    return answer;
  }) as Ask;
  return { ask, drafts, pages, others, state };
}

let overlay: FrameOverlay;

async function start(ask: Ask, html = FORM): Promise<void> {
  document.body.innerHTML = html;
  overlay = new FrameOverlay({ url: new URL("http://localhost/"), names: [], document }, ADAPTERS, ask);
  overlay.start();
  await vi.advanceTimersByTimeAsync(0);
}

const field = (name: string): HTMLInputElement | HTMLSelectElement => document.querySelector(`[name=${name}]`)!;
/** As a user does it: the value, and the event that follows. */
function fill(name: string, value: string): void {
  field(name).value = value;
  field(name).dispatchEvent(new Event("input", { bubbles: true }));
}
/** Fills in, and waits until it is checked. */
async function filled(values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) fill(name, value);
  await vi.advanceTimersByTimeAsync(450);
}

const notice = (): ShadowRoot | undefined => document.querySelector("overblick-notice")?.shadowRoot ?? undefined;
const headline = (): string | undefined => notice()?.querySelector(".headline")?.textContent;
const texts = (selector: string): string[] => [...(notice()?.querySelectorAll(selector) ?? [])].map(({ textContent }) => textContent);
const said = (): string => notice()!.querySelector("[role=status]")!.textContent;
const button = (name: string): HTMLButtonElement => [...notice()!.querySelectorAll("button")].find(({ textContent }) => textContent === name)!;

beforeEach(() => {
  vi.useFakeTimers();
  // A window with room beside the form.
  vi.spyOn(document.documentElement, "clientWidth", "get").mockReturnValue(1280);
});
afterEach(() => {
  overlay.stop();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("a form that is not filled in", () => {
  it("says what is missing, by the names that the page has for it, and asks nothing", async () => {
    const { ask, drafts } = worker();
    await start(ask);
    expect([headline(), drafts]).toEqual(["Fyll i Insats för att kontrollera beslutet.", []]);
  });

  it("names what it does not understand, and what stands there, and asks nothing", async () => {
    const { ask, drafts } = worker();
    await start(ask);
    await filled({ insats: "199", tim: "tolv" });
    expect([headline(), texts("li"), drafts]).toEqual(["Beslutet är inte kontrollerat. Det här går inte att tolka säkert:", ["Insats: ”Något nytt”", "Omfattning: ”tolv”"], []]);
  });

  it("says so when the page has no field for what a check needs", async () => {
    const { ask, drafts } = worker();
    await start(ask, FORM.replace("name=insats", "name=annat"));
    expect([headline(), drafts]).toEqual(["Beslutet kan inte kontrolleras: Överblick hittar inte fältet för insats på sidan. Kontakta systemförvaltningen.", []]);
  });

  it("says so when it can't be read whose case it is", async () => {
    const { ask, drafts } = worker();
    await start(ask, FORM.replace("value=103879-5", ""));
    expect([headline(), drafts]).toEqual(["Beslutet kan inte kontrolleras: Överblick kan inte läsa vilken akt formuläret gäller.", []]);
  });
});

describe("a form that is filled in", () => {
  it("is checked once, when who fills it in has paused", async () => {
    const { ask, drafts, pages } = worker();
    await start(ask);
    fill("insats", "101");
    for (const text of ["1", "12", "120"]) {
      fill("tim", text);
      await vi.advanceTimersByTimeAsync(300);
    }
    expect([headline(), drafts]).toEqual(["Kontrollerar …", []]);
    await vi.advanceTimersByTimeAsync(100);
    expect(drafts).toEqual([{ fileNumber: "103879-5", law: "SoL 4:1", intervention: "HTJ", hoursPerMonth: 120, decidedBy: "NIHA13", decidedOn: "2022-11-30", validFrom: "2022-12-01" }]);
    expect(pages).toEqual(["demo/beslut"]);
  });

  it("says who may decide, and what it costs", async () => {
    await start(worker().ask);
    await filled({ insats: "101", tim: "20" });
    expect([headline(), texts(".roles"), texts(".cost").map((text) => text.replace(/\s/g, " "))]).toEqual([
      "Inom delegation", ["Får beslutas av biståndshandläggare eller enhetschef."], ["Kostar omkring 12 340 kr i månaden enligt prislistan."],
    ]);
  });

  it("says that the cost is unknown where there is no price", async () => {
    await start(worker({ ok: true, data: { ...CHECK, estimatedMonthlyCost: null } }).ask);
    await filled({ insats: "101", tim: "20" });
    expect(texts(".cost")).toEqual(["Kostnaden är okänd: prislistan har inget pris för det som är ifyllt."]);
  });

  it("tells each warning with why, what to do, rule and source, and the field that it is about", async () => {
    await start(worker({ ok: true, data: REFUSED }).ask);
    await filled({ insats: "101", tim: "120" });
    expect([headline(), ...texts(".findings :is(h3, p)")]).toEqual([
      "Utanför delegation", "Hemtjänst över 99 timmar i månaden utanför delegation", "Fält: Omfattning", "Omfattningen är 120 timmar.",
      "Gör så här: ta upp beslutet med enhetschefen.", "Regel: Över 99 timmar. Källa: Rapport 2022.", "Regelns beteckning: delegation.home-care-hours, version 2022",
    ]);
  });

  it("tells what it overlaps, with the field, and what is known of the client, without one", async () => {
    const notices = [{ kind: "CLIENT_PROTECTED", text: "Klienten har skyddade personuppgifter." }, { kind: "REPLACES", text: "Beslutet tar vid efter beslut 1001." }] as const;
    await start(worker({ ok: true, data: { ...CHECK, notices } }).ask);
    await filled({ insats: "101", tim: "20" });
    expect(texts(".beside li")).toEqual(["Klienten har skyddade personuppgifter.", "Beslutet tar vid efter beslut 1001.Fält: Fr o m"]);
  });

  it.each([
    ["a warning stands against it", { findings: [{ ...FINDING, severity: "WARNING" as const }] }, "Kontrollera delegationen"],
    ["another board decides", { requiredRoles: ["OTHER_BOARD" as const] }, "Beslutas inte i enheten"],
    ["nobody may", { requiredRoles: [] }, "Beslutas inte i enheten"],
  ])("is not within delegation when %s", async (_, part, words) => {
    await start(worker({ ok: true, data: { ...CHECK, ...part } }).ask);
    await filled({ insats: "101", tim: "20" });
    expect(headline()).toBe(words);
  });

  it.each([
    ["not filled in", FORM, "Omfattning"],
    ["not on the page", FORM.replace("name=tim", "name=annat"), "timmar i månaden"],
  ])("is never well when a rule's limit is in hours that are %s, and says which limits were not checked", async (_, html, label) => {
    await start(worker({ ok: true, data: { ...CHECK, unjudged: ["HOURS"] } }).ask, html);
    if (html === FORM) await filled({ insats: "101" });
    else {
      fill("insats", "101");
      await vi.advanceTimersByTimeAsync(450);
    }
    expect([headline(), notice()!.querySelector(".headline")!.className, texts(".footnote")[0]]).toEqual([
      "Inom delegation, så långt det är känt", "headline UNKNOWN", `Inte ifyllt eller inte läst: ${label}. Gränser för det är inte kontrollerade.`,
    ]);
  });

  it("is well without hours where no rule has a limit in them", async () => {
    await start(worker().ask);
    await filled({ insats: "111" });
    expect([headline(), notice()!.querySelector(".headline")!.className, texts(".footnote")]).toEqual(["Inom delegation", "headline OK", []]);
  });

  it("tells what was assumed", async () => {
    await start(worker().ask);
    await filled({ insats: "101", tim: "20", beslutsf: "", datum: "" });
    expect(texts(".footnote")).toEqual([
      "Räknat med dig som beslutsfattare och dagens datum som beslutsdatum, eftersom det inte är ifyllt.",
    ]);
  });
});

describe("an answer that is out of date", () => {
  it("is gone at the first letter that changes what was asked", async () => {
    await start(worker({ ok: true, data: REFUSED }).ask);
    await filled({ insats: "101", tim: "120" });
    fill("tim", "12");
    await vi.advanceTimersByTimeAsync(0);
    expect([headline(), texts(".details > *")]).toEqual(["Kontrollerar …", []]);
  });

  it("is never shown when it comes late, and the question is let go", async () => {
    const { ask, drafts, state } = worker((draft) => ({ ok: true, data: draft.hoursPerMonth === 120 ? REFUSED : CHECK }));
    state.held = [];
    await start(ask);
    await filled({ insats: "101", tim: "120" });
    const [late] = state.held;
    await filled({ tim: "20" });
    expect(drafts.map((draft) => draft?.hoursPerMonth ?? null)).toEqual([120, null, 20]);
    state.held[1]!();
    await vi.advanceTimersByTimeAsync(0);
    late!();
    await vi.advanceTimersByTimeAsync(0);
    expect(headline()).toBe("Inom delegation");
  });

  it("is not shown for a form that a script has filled in otherwise meanwhile, though no event tells", async () => {
    const { ask, drafts, state } = worker({ ok: true, data: REFUSED });
    state.held = [];
    await start(ask);
    await filled({ insats: "101", tim: "120" });
    field("tim").value = "20";
    state.held[0]!();
    await vi.advanceTimersByTimeAsync(0);
    expect([headline(), drafts.length]).toEqual(["Kontrollerar …", 1]);
    await vi.advanceTimersByTimeAsync(450);
    expect(drafts.at(-1)?.hoursPerMonth).toBe(20);
  });

  it("is noticed without any event within half a second", async () => {
    const { ask, drafts } = worker();
    await start(ask);
    await filled({ insats: "101", tim: "120" });
    field("tim").value = "20";
    await vi.advanceTimersByTimeAsync(950);
    expect(drafts.at(-1)?.hoursPerMonth).toBe(20);
  });

  it("is gone when the form is emptied", async () => {
    const { ask, drafts } = worker({ ok: true, data: REFUSED });
    await start(ask);
    await filled({ insats: "101", tim: "120" });
    document.querySelector("form")!.reset();
    await vi.advanceTimersByTimeAsync(0);
    expect(headline()).toBe("Kontrollerar …");
    await vi.advanceTimersByTimeAsync(400);
    expect(drafts.at(-1)).not.toHaveProperty("hoursPerMonth");
  });

  it("is kept for five minutes, then checked again when asked for", async () => {
    const { ask, drafts } = worker();
    await start(ask);
    await filled({ insats: "101", tim: "20" });
    await vi.advanceTimersByTimeAsync(5 * 60_000);
    expect([headline(), texts(".roles")]).toEqual(["Kontrollen är äldre än fem minuter och visas inte längre.", []]);
    button("Kontrollera igen").click();
    await vi.advanceTimersByTimeAsync(0);
    expect([headline(), drafts.length]).toEqual(["Inom delegation", 2]);
  });

  it("is forgotten when somebody else is signed in, and asked for anew", async () => {
    const { ask, drafts, state } = worker();
    await start(ask);
    await filled({ insats: "101", tim: "20" });
    state.held = [];
    overlay.viewerChanged();
    expect([headline(), texts(".roles"), drafts.length]).toEqual(["Kontrollerar …", [], 2]);
  });
});

describe("without an answer", () => {
  it("since nobody checks, as the workbench does, says what is read, and no more", async () => {
    await start(worker({ ok: true, data: null }).ask);
    await filled({ insats: "101", tim: "20" });
    expect([headline(), texts("dt, dd").join(" ")]).toEqual([
      "Formuläret är läst, men inget är kontrollerat.", "Lagrum SoL 4:1 Insats HTJ Beslutsdatum 2022-11-30 Beslutsfattare NIHA13 Fr o m 2022-12-01 Omfattning 20",
    ]);
  });

  it.each([
    ["UNAUTHENTICATED", "Logga in för att se vad som behöver göras.", ["Logga in", "Inställningar"]],
    ["FORBIDDEN", "Din roll kontrollerar inga beslut.", []],
    ["NOT_FOUND", "Överblick känner inte till akten, eller så ligger den utanför dina enheter.", []],
    ["BAD_USER_INPUT", "Överblick känner inte till insatsen eller lagrummet.", []],
    ["UNREACHABLE", "Överblick når inte gatewayen. Sidan fungerar som vanligt.", ["Försök igen", "Inställningar"]],
    ["NOT_PERMITTED", "Tillägget får inte anropa adressen i inställningarna. Kontrollera den.", ["Inställningar"]],
    ["FAULTY", "Tjänsten gav inget begripligt svar. Försök igen, eller kontakta systemförvaltningen.", ["Försök igen", "Inställningar"]],
    ["LOCKED", "Överblick visar inget medan datorn är låst eller har lämnats.", []],
  ] as const)("by %s says so and what one can do", async (code, words, buttons) => {
    await start(worker({ ok: false, code }).ask);
    await filled({ insats: "101", tim: "20" });
    expect([headline(), texts(".details p"), texts(".details button")]).toEqual(["Beslutet är inte kontrollerat.", [words], buttons]);
  });

  it("that takes long says so", async () => {
    const { ask, state } = worker();
    state.held = [];
    await start(ask);
    await filled({ insats: "101", tim: "20" });
    await vi.advanceTimersByTimeAsync(4_000);
    expect([headline(), texts(".details p")]).toEqual(["Kontrollerar …", ["Svaret dröjer. Sidan fungerar som vanligt."]]);
    state.held[0]!();
    await vi.advanceTimersByTimeAsync(0);
    expect(headline()).toBe("Inom delegation");
  });

  it("heals by itself when the service is back", async () => {
    const { ask, state } = worker({ ok: false, code: "UNREACHABLE" });
    await start(ask);
    await filled({ insats: "101", tim: "20" });
    state.reply = { ok: true, data: CHECK };
    await vi.advanceTimersByTimeAsync(6_000);
    expect(headline()).toBe("Inom delegation");
  });

  it("is not asked for, whoever signs in, until somebody looks at the page", async () => {
    const { ask, drafts } = worker();
    await start(ask);
    await filled({ insats: "101", tim: "20" });
    drafts.length = 0;
    const visibility = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    overlay.viewerChanged();
    await vi.advanceTimersByTimeAsync(450);
    expect(drafts).toEqual([]);
    visibility.mockReturnValue("visible");
    overlay.retry();
    await vi.advanceTimersByTimeAsync(0);
    expect([drafts.length, headline()]).toEqual([1, "Inom delegation"]);
  });

  it("heals when one comes back to the page", async () => {
    const { ask, state } = worker({ ok: false, code: "UNREACHABLE" });
    await start(ask);
    await filled({ insats: "101", tim: "20" });
    state.reply = { ok: true, data: CHECK };
    overlay.retry();
    await vi.advanceTimersByTimeAsync(0);
    expect(headline()).toBe("Inom delegation");
  });

  it("is asked again by whoever types on when they have paused", async () => {
    const { ask, drafts, state } = worker({ ok: false, code: "UNREACHABLE" });
    await start(ask);
    await filled({ insats: "101", tim: "20" });
    drafts.length = 0;
    let release = (): void => undefined;
    state.tryNow = new Promise((resolve) => { release = resolve; });
    button("Försök igen").click();
    fill("tim", "2");
    await vi.advanceTimersByTimeAsync(0);
    release();
    await vi.advanceTimersByTimeAsync(0);
    expect(drafts).toEqual([]);
    await filled({ tim: "21" });
    expect(drafts.map((draft) => draft?.hoursPerMonth)).toEqual([21]);
  });

  it("lets one sign in from there, and says when that failed", async () => {
    const { ask, others } = worker({ ok: false, code: "UNAUTHENTICATED" });
    await start(ask);
    await filled({ insats: "101", tim: "20" });
    button("Logga in").click();
    expect(others).toEqual(["signIn"]);
    await vi.advanceTimersByTimeAsync(0);
    expect(notice()!.textContent).toContain("Inloggningen avbröts eller nekades.");
  });

  it("leaves the page when the extension is gone", async () => {
    await start(worker("GONE").ask);
    await filled({ insats: "101", tim: "20" });
    expect(notice()).toBeUndefined();
  });
});

describe("the announcement", () => {
  it("tells what was found, once it stands", async () => {
    await start(worker({ ok: true, data: REFUSED }).ask);
    await filled({ insats: "101", tim: "120" });
    expect(said()).toBe("");
    await vi.advanceTimersByTimeAsync(800);
    expect(said()).toBe("Utanför delegation. Får beslutas av biträdande enhetschef eller enhetschef. 1 varning.");
  });

  it("is not made again when another draft means the same", async () => {
    await start(worker({ ok: true, data: REFUSED }).ask);
    await filled({ insats: "101", tim: "120" });
    await vi.advanceTimersByTimeAsync(800);
    const changed = vi.fn();
    const changes = new MutationObserver(changed);
    changes.observe(notice()!.querySelector("[role=status]")!, { childList: true, characterData: true, subtree: true });
    await filled({ tim: "130" });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(changed).not.toHaveBeenCalled();
    changes.disconnect();
  });
});

describe("the page", () => {
  it("has the notice beside its form, and is what it was without it", async () => {
    document.body.innerHTML = FORM;
    const before = document.documentElement.outerHTML;
    await start(worker().ask);
    await filled({ insats: "101", tim: "20" });
    expect(document.querySelector("overblick-notice")!.nextElementSibling).toBe(document.querySelector("form"));
    overlay.stop();
    document.querySelector("form")!.reset();
    expect(document.documentElement.outerHTML).toBe(before);
  });

  it("keeps its focus, its data and its events", async () => {
    await start(worker({ ok: true, data: REFUSED }).ask);
    const heard: string[] = [];
    for (const type of ["input", "change", "focus", "blur", "submit"]) document.querySelector("form")!.addEventListener(type, () => heard.push(type), true);
    field("tim").focus();
    await filled({ insats: "101", tim: "120" });
    await vi.advanceTimersByTimeAsync(2_000);
    expect([document.activeElement, [...new FormData(document.querySelector("form")!)].map(([name, value]) => `${name}=${value as string}`), heard]).toEqual([
      field("tim"), ["lagrum=SoL 4:1", "insats=101", "tim=120", "beslutsf=NIHA13", "datum=2022-11-30", "from=2022-12-01"], ["focus", "input", "input"],
    ]);
  });

  it("has no notice when the form is gone, or hidden, and gets it again when it is back", async () => {
    await start(worker().ask);
    const visible = vi.spyOn(Element.prototype, "checkVisibility").mockReturnValue(false);
    await vi.advanceTimersByTimeAsync(500);
    expect(notice()).toBeUndefined();
    visible.mockReturnValue(true);
    await vi.advanceTimersByTimeAsync(500);
    expect(notice()).toBeDefined();
    document.querySelector("form")!.remove();
    await vi.advanceTimersByTimeAsync(300);
    expect(notice()).toBeUndefined();
  });

  it("has it at its end where it would hide the form from its adapter", () => {
    const [adapter] = ADAPTERS;
    const [page] = adapter!.pages;
    const inTheWay = [{ ...adapter!, pages: [{ ...page!, key: { select: "#hall > :first-child #akt", attribute: "value", as: "fileNumber" } } as typeof page & object] }];
    document.body.innerHTML = FORM;
    overlay = new FrameOverlay({ url: new URL("http://localhost/"), names: [], document }, inTheWay, worker().ask);
    overlay.start();
    expect(document.querySelector("overblick-notice")!.parentElement).toBe(document.body);
  });

  it("can fold the notice, and it stays folded while it says something else", async () => {
    await start(worker().ask);
    button("Dölj").click();
    await filled({ insats: "101", tim: "20" });
    expect([headline(), notice()!.querySelector<HTMLElement>(".details")!.hidden, button("Visa").getAttribute("aria-expanded")]).toEqual(["Inom delegation", true, "false"]);
  });
});
