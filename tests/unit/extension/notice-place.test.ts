import { describe, expect, it } from "vitest";
import { noticePlace } from "../../../extension/overlay/notice-place.js";

const frame = { width: 1080, height: 750 };

describe("a notice", () => {
  it("stands beside the form, level with its first field", () => {
    expect(noticePlace({ form: { right: 500, top: 100 }, frame })).toEqual({ where: "BESIDE", top: 100, width: 380, maxHeight: 638 });
  });

  it("is as narrow as the room beside the form, so that it covers no field", () => {
    expect(noticePlace({ form: { right: 750, top: 100 }, frame })).toMatchObject({ where: "BESIDE", width: 306 });
  });

  it("goes to the foot of the frame where there is no room, and takes half of it at most", () => {
    expect(noticePlace({ form: { right: 900, top: 100 }, frame })).toEqual({ where: "FOOT", top: null, width: 380, maxHeight: 375 });
  });

  it("is no wider than a small frame", () => {
    expect(noticePlace({ form: { right: 300, top: 10 }, frame: { width: 320, height: 256 } })).toMatchObject({ where: "FOOT", width: 296 });
  });

  it.each([[-400, 12], [3_000, 250]])("of a form that begins at %i px is in the frame, at %i", (top, at) => {
    expect(noticePlace({ form: { right: 500, top }, frame }).top).toBe(at);
  });
});
