import type { Answer } from "../messages.js";
import type { DecisionCheck, DecisionDraft } from "../operations/check-decision.js";

/** Asks the gateway about a draft. Aborting lets go of the question: then it may reject. */
export type AskDraft = (draft: DecisionDraft, page: string, signal: AbortSignal) => Promise<Answer<DecisionCheck>>;

/** The checks of drafts under way: one for each form, since a newer draft puts the one before out of date. Nothing is kept. */
export class DraftChecks {
  readonly #ask: AskDraft;
  readonly #underWay = new Map<string, AbortController>();

  constructor(ask: AskDraft) {
    this.#ask = ask;
  }

  /**
   * @param form who asks: a frame of a tab, and the page that it is
   * @param draft null: what is under way is no longer wanted
   * @returns null for a draft that a newer one has taken the place of
   */
  async check(form: string, draft: DecisionDraft | null, page: string): Promise<Answer<DecisionCheck | null>> {
    this.#underWay.get(form)?.abort();
    this.#underWay.delete(form);
    if (draft === null) return { ok: true, data: null };
    const controller = new AbortController();
    this.#underWay.set(form, controller);
    try {
      const answer = await this.#ask(draft, page, controller.signal);
      return controller.signal.aborted ? { ok: true, data: null } : answer;
    } catch (error) {
      if (controller.signal.aborted) return { ok: true, data: null };
      throw error;
    } finally {
      if (this.#underWay.get(form) === controller) this.#underWay.delete(form);
    }
  }
}
