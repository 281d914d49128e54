import { describe, expect, it } from "vitest";
import { Answers } from "../../../extension/overlay/answers.js";
import { overlayOf } from "./overlays.js";

const ADA = { fileNumber: "103879-5" };
const BO = { fileNumber: "104869-6" };

function known(): Answers {
  const answers = new Answers(() => 0);
  answers.take([ADA, BO]);
  answers.keep([ADA, BO], [overlayOf("103879-5", "OVERDUE"), overlayOf("104869-6", "OK")]);
  answers.arrived([ADA, BO]);
  return answers;
}

describe("an answer about a case that has changed", () => {
  it("is asked for again, and no other is", () => {
    const answers = known();
    answers.outdate("103879-5");
    expect(answers.take([ADA, BO])).toEqual([ADA]);
  });

  it("holds until then", () => {
    const answers = known();
    answers.outdate("103879-5");
    expect(answers.get(ADA)?.status).toBe("OVERDUE");
  });

  it("is known by its case when it was asked for by a personal number", () => {
    const answers = new Answers(() => 0);
    const key = { personalNumber: "194002030018" };
    answers.take([key]);
    answers.keep([key], [overlayOf("103879-5", "OVERDUE")]);
    answers.arrived([key]);
    answers.outdate("103879-5");
    expect(answers.take([key])).toEqual([key]);
  });

  it("that was on its way is asked for once more, and then holds", () => {
    const answers = known();
    answers.outdate("103879-5");
    answers.take([ADA]);
    answers.outdate("103879-5");
    answers.keep([ADA], [overlayOf("103879-5", "OVERDUE")]);
    answers.arrived([ADA]);
    expect(answers.take([ADA])).toEqual([ADA]);
    answers.keep([ADA], [overlayOf("103879-5", "OK")]);
    answers.arrived([ADA]);
    expect(answers.take([ADA])).toEqual([]);
  });
});
