import { describe, expect, test } from "vitest";
import { createLog, type Log } from "../../gateway/log.js";

describe("the log masks", () => {
  test("passwords in addresses", () => {
    expect(logged((log) => log.info("using postgresql://overblick:hunter2@db.example/x"))).toMatchObject({
      msg: "using postgresql://overblick:***@db.example/x",
    });
  });

  test("tokens in texts", () => {
    expect(logged((log) => log.info("Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2ln was sent"))).toMatchObject({
      msg: "Bearer *** was sent",
    });
  });

  test("secret fields", () => {
    const fields = { token: "a", request: { authorization: "b", path: "/graphql" } };
    expect(logged((log) => log.info(fields))).toMatchObject({
      token: "***",
      request: { authorization: "***", path: "/graphql" },
    });
  });

  test.each(["194904089994", "19490408-9994", "490408-9994", "4904689994"])("the personal number %s", (number) => {
    expect(logged((log) => log.info(`klient ${number} saknas`))).toMatchObject({ msg: "klient *** saknas" });
  });

  test("no file number", () => {
    expect(logged((log) => log.info("akt 167125-7"))).toMatchObject({ msg: "akt 167125-7" });
  });

  test("no date", () => {
    expect(logged((log) => log.info("SOSYS_BESLUT_HAL_20221129.TXT"))).toMatchObject({
      msg: "SOSYS_BESLUT_HAL_20221129.TXT",
    });
  });
});

test("of a database error only code and message are kept, not the row", () => {
  const error = Object.assign(new Error("duplicate key"), { code: "23505", detail: "Key (namn)=(Stig) already exists." });
  expect(logged((log) => log.error({ err: error }, "load failed"))["err"]).toEqual({
    type: "Error",
    code: "23505",
    message: "duplicate key",
    stack: expect.stringContaining("duplicate key") as string,
  });
});

test("lines below the level are not written", () => {
  const lines: string[] = [];
  createLog({ logLevel: "warn" }, { write: (line) => lines.push(line) }).info("quiet");
  expect(lines).toEqual([]);
});

function logged(write: (log: Log) => void): Record<string, unknown> {
  const lines: string[] = [];
  write(createLog({ logLevel: "info" }, { write: (line) => lines.push(line) }));
  return JSON.parse(lines.join("")) as Record<string, unknown>;
}
