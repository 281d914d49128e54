import { DRAFT_FIELDS, type DraftField } from "../../schema/adapter/adapter.js";
import type { DecisionCheck, DecisionDraft, DraftFinding } from "../operations/check-decision.js";
import type { ShownStatus } from "../texts.js";
import { button } from "./button.js";
import { type DraftState, fieldsOfFinding, fieldsOfNotice, fieldsOfUnjudged, type ReadyDraft } from "./draft.js";
import { formTexts } from "./form-texts.js";
import type { Remedy, Trouble } from "./connection-state.js";
import { createHost, element } from "./host.js";
import type { NoticePlace } from "./notice-place.js";
import { explained, findingStatus, grounds } from "./finding-item.js";
import { statusShape } from "./shape.js";

/** What the notice beside a form says. */
export type NoticeState =
  /** There is nothing that could be checked yet, or for certain. */
  | Exclude<DraftState, ReadyDraft>
  /** The form has just changed, or the answer is on its way: of what stood there before nothing holds any more. */
  | { readonly kind: "CHECKING"; readonly words: readonly string[] }
  | { readonly kind: "CHECKED"; readonly ready: ReadyDraft; readonly check: DecisionCheck }
  /** Read, and checked by nobody: the workbench tries an adapter, of which no draft leaves the page. */
  | { readonly kind: "READ"; readonly draft: DecisionDraft }
  | ({ readonly kind: "FAILED" } & Trouble)
  /** There was an answer, which is too old to be kept. */
  | { readonly kind: "AGED" };

/** What a field is called where one reads it. */
export type LabelOf = (name: DraftField) => string;

/** What its buttons do. */
export type NoticeActions = Readonly<Record<Remedy, () => void>>;

/** What has changed is announced when it has stood for this long: not at each letter that is typed. */
const ANNOUNCED_AFTER_MS = 800;

/** The notice beside a form. It only speaks: nothing in it does anything to the form. */
export class Notice {
  readonly host: HTMLElement;
  readonly #root: ShadowRoot;
  readonly #actions: NoticeActions;
  readonly #card: HTMLElement;
  readonly #headline = element("p", { class: "headline" });
  readonly #details = element("div", { class: "details", id: "details" });
  readonly #fold: HTMLButtonElement;
  readonly #said = element("span", { class: "unseen", role: "status" });
  #announcing: ReturnType<typeof setTimeout> | undefined;
  #shown = "";

  constructor(actions: NoticeActions) {
    const { host, root } = createHost("overblick-notice");
    this.host = host;
    this.#root = root;
    this.#actions = actions;
    this.#fold = button(formTexts.hide, () => this.fold(this.#card.classList.contains("folded") ? "OPEN" : "FOLDED"));
    this.#fold.setAttribute("aria-controls", "details");
    this.#card = element(
      "section",
      { class: "notice", "aria-label": formTexts.label },
      element("header", {}, element("b", { class: "name" }, formTexts.name), this.#headline, this.#fold),
      this.#details,
      this.#said,
    );
    root.append(this.#card);
    this.fold("OPEN");
  }

  /** Says something else; the same again changes nothing, not what is folded out either. */
  show(state: NoticeState, labelOf: LabelOf): void {
    const words = wordsOf(state, labelOf, this.#actions);
    const next = JSON.stringify([state, words.headline, words.said]);
    if (next === this.#shown) return;
    this.#shown = next;
    // As high as it was while it checks: what stands beside it need not flicker.
    this.#card.style.minHeight = state.kind === "CHECKING" ? `${this.#card.offsetHeight}px` : "";
    this.#headline.className = `headline ${words.status ?? ""}`;
    this.#headline.replaceChildren(...(words.status === null ? [] : [statusShape(words.status)]), words.headline);
    const hadKeyboard = this.#details.contains(this.#root.activeElement);
    this.#details.replaceChildren(...words.details);
    // Who pressed a button that is gone now is still in the notice.
    if (hadKeyboard) this.#fold.focus({ preventScroll: true });
    this.#announce(words.said);
  }

  /** Folded, the headline alone is seen. */
  fold(to: "OPEN" | "FOLDED"): void {
    const isFolded = to === "FOLDED";
    this.#card.classList.toggle("folded", isFolded);
    this.#details.hidden = isFolded;
    this.#fold.setAttribute("aria-expanded", String(!isFolded));
    this.#fold.textContent = isFolded ? formTexts.show : formTexts.hide;
  }

  /** Has it stand somewhere in the frame. It is on no element's account: nothing of the page moves. */
  place({ top, width, maxHeight }: NoticePlace): void {
    this.host.style.setProperty("--top", top === null ? "auto" : `${top}px`);
    this.host.style.setProperty("--bottom", top === null ? "10px" : "auto");
    this.host.style.setProperty("--width", `${width}px`);
    this.#card.style.maxHeight = `${maxHeight}px`;
  }

  /** Takes it off the page. */
  remove(): void {
    clearTimeout(this.#announcing);
    this.host.remove();
  }

  /** Null: this is nothing to be told of. The same again is no change of meaning, whatever stood there in between. */
  #announce(text: string | null): void {
    clearTimeout(this.#announcing);
    if (text === null) return;
    this.#announcing = setTimeout(() => {
      if (this.#said.textContent !== text) this.#said.textContent = text;
    }, ANNOUNCED_AFTER_MS);
  }
}

interface Words {
  /** Null: neither good nor bad. */
  readonly status: ShownStatus | null;
  readonly headline: string;
  readonly details: readonly Node[];
  /** What is announced; null: nothing. */
  readonly said: string | null;
}

function wordsOf(state: NoticeState, labelOf: LabelOf, actions: NoticeActions): Words {
  const plain = (headline: string, status: ShownStatus | null, ...details: readonly Node[]): Words => ({ status, headline, details, said: headline });
  switch (state.kind) {
    case "CHECKING":
      return { ...plain(formTexts.checking, null, ...paragraph(state.words)), said: null };
    case "INCOMPLETE":
      return plain(formTexts.incomplete(state.fields.map(labelOf)), null);
    case "ABSENT":
      return plain(formTexts.missing(state.fields.map(labelOf)), "UNKNOWN");
    case "NO_CASE":
      return plain(formTexts.noCase, "UNKNOWN");
    case "UNCLEAR": {
      const fields = state.fields.map(({ name, shown }) => formTexts.unclearField(labelOf(name), shown));
      const list = element("ul", {}, ...fields.map((text) => element("li", {}, text)));
      return { ...plain(formTexts.unclear, "UNKNOWN", list, element("p", {}, formTexts.unclearNext)), said: [formTexts.unclear, ...fields].join(" ") };
    }
    case "READ": {
      const values = DRAFT_FIELDS.flatMap((name) => (state.draft[name] === undefined ? [] : [element("dt", {}, labelOf(name)), element("dd", {}, String(state.draft[name]))]));
      return plain(formTexts.read, "UNKNOWN", element("dl", {}, ...values));
    }
    case "AGED":
      return plain(formTexts.aged, "UNKNOWN", button(formTexts.again, actions.retry));
    case "FAILED":
      return {
        ...plain(formTexts.unchecked, "UNKNOWN", ...paragraph(state.words), ...state.remedies.map((remedy) => button(formTexts[remedy], actions[remedy]))),
        said: [formTexts.unchecked, ...state.words].join(" "),
      };
    case "CHECKED":
      return checkedWords(state, labelOf);
  }
}

function paragraph(words: readonly string[]): HTMLElement[] {
  return words.length === 0 ? [] : [element("p", {}, words.join(" "))];
}

function checkedWords({ ready, check }: Extract<NoticeState, { readonly kind: "CHECKED" }>, labelOf: LabelOf): Words {
  const { status, headline } = verdictOf(check, ready);
  const { requiredRoles, estimatedMonthlyCost, notices, findings } = check;
  const unread = check.unjudged.flatMap((fact) => fieldsOfUnjudged(fact, ready.open));
  const mayDecide = requiredRoles.length === 0 ? formTexts.nobody : formTexts.mayDecide(requiredRoles.map((role) => formTexts.role[role]));
  const labels = (names: readonly DraftField[]): HTMLElement[] =>
    names.length === 0 ? [] : [element("p", { class: "field" }, formTexts.fields([...new Set(names.map(labelOf))]))];
  const footnotes = [
    ...(unread.length > 0 ? [formTexts.unjudged(unread.map(labelOf))] : []),
    ...(ready.assumed.length > 0 ? [formTexts.assuming(ready.assumed.map((name) => formTexts.assumed[name]))] : []),
    ...(ready.absent.length > 0 ? [formTexts.absent(ready.absent.map(labelOf))] : []),
  ];
  const details = [
    element("p", { class: "roles" }, mayDecide),
    element("p", { class: "cost" }, estimatedMonthlyCost === null ? formTexts.costUnknown : formTexts.cost(estimatedMonthlyCost)),
    ...(findings.length === 0 ? [] : [element("h2", {}, formTexts.warnings), element("ol", { class: "findings" }, ...findings.map((finding) => findingItem(finding, labels(fieldsOfFinding(finding, ready.draft)))))]),
    ...(notices.length === 0 ? [] : [element("h2", {}, formTexts.beside), element("ul", { class: "beside" }, ...notices.map((notice) => element("li", {}, notice.text, ...labels(fieldsOfNotice(notice)))))]),
    ...footnotes.map((text) => element("p", { class: "footnote" }, text)),
  ];
  const count = formTexts.count(findings.length, notices.length);
  return { status, headline, details, said: [`${headline}.`, mayDecide, ...(count === "" ? [] : [`${count}.`])].join(" ") };
}

/** Within delegation is only what every rule could judge, none speaks against, and is decided in the unit. */
function verdictOf({ allowed, requiredRoles, findings, unjudged }: DecisionCheck, { absent }: ReadyDraft): Pick<Words, "headline"> & { readonly status: ShownStatus } {
  if (!allowed) return { status: "OVERDUE", headline: formTexts.refused };
  if (requiredRoles.every((role) => role === "OTHER_BOARD" || role === "STATE")) return { status: "ATTENTION", headline: formTexts.elsewhere };
  if (findings.some(({ severity }) => severity !== "INFO")) return { status: "ATTENTION", headline: formTexts.toCheck };
  return unjudged.length + absent.length > 0 ? { status: "UNKNOWN", headline: formTexts.allowedSoFar } : { status: "OK", headline: formTexts.allowed };
}

function findingItem(finding: DraftFinding, fields: readonly HTMLElement[]): HTMLElement {
  const status = findingStatus(finding);
  return element("li", { class: status }, element("h3", {}, statusShape(status), finding.title), ...fields, ...explained(finding), grounds(finding));
}
