import { expect, test } from "vitest";
import { type Readiness, sharedReadiness } from "../../gateway/readiness.js";

const READY: Readiness = { ready: true, lateSources: {} };
const AWAY: Readiness = { ready: false, waitsFor: "database" };

/** A database that answers when it is let. */
function slowDatabase() {
  const asked: ((answer: Readiness) => void)[] = [];
  return { asked, ask: sharedReadiness(() => new Promise((resolve) => asked.push(resolve))) };
}

test("of very many who ask at the same time the database is asked once", async () => {
  const { asked, ask } = slowDatabase();
  const answers = Array.from({ length: 1_000 }, ask);
  expect(asked).toHaveLength(1);
  asked[0]!(READY);
  expect(new Set(await Promise.all(answers))).toEqual(new Set([READY]));
});

test("whoever asks after the answer is told anew", async () => {
  const { asked, ask } = slowDatabase();
  const before = ask();
  asked[0]!(READY);
  await before;
  const after = ask();
  asked[1]!(AWAY);
  expect(await after).toBe(AWAY);
});
