import { describe, expect, it } from "vitest";
import { DraftChecks } from "../../../extension/background/draft-checks.js";
import type { Answer } from "../../../extension/messages.js";
import type { DecisionCheck, DecisionDraft } from "../../../extension/operations/check-decision.js";

const draft = (hoursPerMonth: number): DecisionDraft => ({ fileNumber: "103879-5", law: "SoL 4:1", intervention: "HTJ", hoursPerMonth });
const CHECK: DecisionCheck = { allowed: true, requiredRoles: ["CASEWORKER"], unjudged: [], estimatedMonthlyCost: null, findings: [], notices: [] };

/** Questions that wait until the test answers them. */
function checks() {
  const asked: { readonly hours: number | undefined; readonly page: string; readonly signal: AbortSignal; readonly answer: (answer: Answer<DecisionCheck>) => void }[] = [];
  const running = new DraftChecks((asking, page, signal) => new Promise((answer) => asked.push({ hours: asking.hoursPerMonth, page, signal, answer })));
  return { running, asked };
}

describe("the checks of drafts", () => {
  it("answer the frame that asked, for its page", async () => {
    const { running, asked } = checks();
    const answer = running.check("1 0 form", draft(10), "paraply/decision");
    asked[0]!.answer({ ok: true, data: CHECK });
    expect([await answer, asked[0]!.page]).toEqual([{ ok: true, data: CHECK }, "paraply/decision"]);
  });

  it("let go of a question when the same form asks anew, and give no answer to it", async () => {
    const { running, asked } = checks();
    const first = running.check("1 0 form", draft(10), "paraply/decision");
    const second = running.check("1 0 form", draft(100), "paraply/decision");
    for (const { answer } of asked) answer({ ok: true, data: CHECK });
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    expect([await first, await second]).toEqual([{ ok: true, data: null }, { ok: true, data: CHECK }]);
  });

  it("let go of it when nothing is to be checked any more", async () => {
    const { running, asked } = checks();
    const first = running.check("1 0 form", draft(10), "paraply/decision");
    expect(await running.check("1 0 form", null, "paraply/decision")).toEqual({ ok: true, data: null });
    asked[0]!.answer({ ok: false, code: "UNREACHABLE" });
    expect([await first, asked.length]).toEqual([{ ok: true, data: null }, 1]);
  });

  it("take a question that was cut off, since nobody wanted to know any more, for none", async () => {
    const running = new DraftChecks((_draft, _page, signal) => new Promise((_resolve, reject) => { signal.addEventListener("abort", () => { reject(new Error("cut off")); }); }));
    const first = running.check("1 0 form", draft(10), "paraply/decision");
    await running.check("1 0 form", null, "paraply/decision");
    expect(await first).toEqual({ ok: true, data: null });
  });

  it("do not mind what other forms ask", () => {
    const { running, asked } = checks();
    void running.check("1 0 form", draft(10), "paraply/decision");
    void running.check("1 7 form", draft(20), "paraply/decision");
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([false, false]);
  });
});
