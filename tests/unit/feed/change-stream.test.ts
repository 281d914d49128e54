import { expect, test, vi } from "vitest";
import type { AccessLog } from "../../../gateway/access/access-log.js";
import { changeStream } from "../../../gateway/feed/change-stream.js";
import type { ChangePage, ChangeReader } from "../../../gateway/feed/query-changes.js";
import { RequestError } from "../../../gateway/request-error.js";

const tooFast = (): never => {
  throw new RequestError("RATE_LIMITED", "Try again.", { retryAfter: 0.001 });
};

/** A feed of so many pages without changes, read by somebody whose turns are these. */
async function readAll(pages: number, turns: readonly (() => void)[]): Promise<{ readonly pages: number; readonly taken: readonly number[] }> {
  let read = 0;
  const taken: number[] = [];
  const next = (): Promise<ChangePage> => Promise.resolve({ edges: [], pageInfo: { endCursor: "x", hasNextPage: ++read < pages }, fileNumbers: [] });
  const left = [...turns];
  const stream = await changeStream({ next } as unknown as ChangeReader, {
    viewer: { subject: "x", roles: ["CONTROLLER"], units: null }, origin: { remoteAddress: "192.0.2.7", purpose: null },
    accessLog: { write: vi.fn() } as unknown as AccessLog,
    take: (objects) => {
      left.shift()?.();
      taken.push(objects);
    },
  });
  for await (const lines of stream) expect(lines).toBe("");
  return { pages: read, taken };
}

test("each page takes its objects before it is read", async () => {
  expect(await readAll(3, [])).toEqual({ pages: 3, taken: [2000, 2000, 2000] });
});

test("a page for which too much was read waits for its turn", async () => {
  expect(await readAll(2, [() => undefined, tooFast, tooFast])).toEqual({ pages: 2, taken: [2000, 2000] });
});

test("the first page is refused instead", async () => {
  await expect(readAll(2, [tooFast])).rejects.toMatchObject({ code: "RATE_LIMITED" });
});

test("another fault is no reason to wait", async () => {
  const fault = (): never => {
    throw new Error("x");
  };
  await expect(readAll(2, [() => undefined, fault])).rejects.toThrow("x");
});
