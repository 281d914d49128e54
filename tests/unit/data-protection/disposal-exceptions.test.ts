import { expect, test } from "vitest";
import { readDisposalExceptions } from "../../../gateway/data-protection/disposal-exceptions.js";

test("each line is a person who stays, with the reason", () => {
  const content = "# research sample\r\n100001-1;born on the 5th; kept for research\r\n\r\n 100002-2 ; appeal is pending\n";
  expect([...readDisposalExceptions(content)]).toEqual([
    ["100001-1", "born on the 5th; kept for research"], ["100002-2", "appeal is pending"],
  ]);
});

test("an empty list keeps nobody", () => {
  expect(readDisposalExceptions("").size).toBe(0);
});

test("every fault is told by its line, and not by what stands there", () => {
  const read = (): unknown => readDisposalExceptions("100001-1;appeal\n100002-2\n;no number\n100003-3;  ");
  expect(read).toThrow(
    "The list of exceptions is wrong, and nothing was disposed of:\n" +
      "  line 2 is not FILENUMBER;REASON\n  line 3 is not FILENUMBER;REASON\n  line 4 is not FILENUMBER;REASON",
  );
});
