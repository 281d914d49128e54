import { expect, test } from "vitest";
import { rateLimit } from "../../../gateway/operations/rate.js";

/** A limit of 600 objects a minute, ten a second, and a clock that stands until it is moved. */
function limit() {
  let at = 0;
  const take = rateLimit(600, () => at);
  const outcome = (subject: string, objects: number): unknown => {
    try {
      take(subject, objects);
      return "taken";
    } catch (error) {
      return (error as { details: unknown }).details;
    }
  };
  return { outcome, wait: (seconds: number) => void (at += seconds * 1000) };
}

test("a minute's worth can be read at once, and no more", () => {
  const { outcome } = limit();
  expect([outcome("a", 400), outcome("a", 200), outcome("a", 1)]).toEqual(["taken", "taken", { retryAfter: 1 }]);
});

test("what is refused takes nothing", () => {
  const { outcome } = limit();
  expect([outcome("a", 500), outcome("a", 200), outcome("a", 100)]).toEqual(["taken", { retryAfter: 10 }, "taken"]);
});

test("the bucket fills up steadily, to a minute's worth", () => {
  const { outcome, wait } = limit();
  outcome("a", 600);
  wait(30);
  expect([outcome("a", 300), outcome("a", 10)]).toEqual(["taken", { retryAfter: 1 }]);
  wait(3_600);
  expect([outcome("a", 600), outcome("a", 10)]).toEqual(["taken", { retryAfter: 1 }]);
});

test("one subject does not slow down another", () => {
  const { outcome } = limit();
  expect([outcome("a", 600), outcome("b", 600)]).toEqual(["taken", "taken"]);
});

test("more than a minute's worth waits for a full bucket, and is paid for afterwards", () => {
  const { outcome, wait } = limit();
  expect(outcome("a", 900)).toBe("taken");
  expect(outcome("a", 10)).toEqual({ retryAfter: 31 });
  wait(31);
  expect(outcome("a", 10)).toBe("taken");
});

test("more subjects than are kept at once are each counted for themselves", () => {
  const { outcome, wait } = limit();
  for (let at = 0; at < 10_000; at += 1) outcome(`subject ${at}`, 600);
  wait(30);
  outcome("one more", 600);
  expect([outcome("subject 0", 300), outcome("subject 0", 300), outcome("one more", 1)]).toEqual(["taken", { retryAfter: 30 }, { retryAfter: 1 }]);
});
