import { describe, expect, it } from "vitest";
import { panelPlace } from "../../../extension/overlay/panel-place.js";

const WIDE = { badge: { right: 300 }, frameHeight: 800 };
const NARROW = { badge: { right: 300 }, frameHeight: 400 };

describe("the panel's place", () => {
  it("is under the row where there is room for all of it", () => {
    const place = panelPlace({ ...WIDE, row: { top: 100, bottom: 120 }, panel: { left: 800, height: 300 } });
    expect(place).toEqual({ top: 126, bottom: null, maxHeight: 664 });
  });

  it("is over the row where there is room for all of it only there", () => {
    const place = panelPlace({ ...WIDE, row: { top: 700, bottom: 720 }, panel: { left: 800, height: 300 } });
    expect(place).toEqual({ top: null, bottom: 106, maxHeight: 684 });
  });

  it("takes the full height beside the badge when it is higher than that", () => {
    const place = panelPlace({ ...WIDE, row: { top: 400, bottom: 420 }, panel: { left: 800, height: 600 } });
    expect(place).toEqual({ top: 10, bottom: null, maxHeight: 780 });
  });

  it("scrolls under the row in a narrow frame, where it would cover the badge", () => {
    const place = panelPlace({ ...NARROW, row: { top: 100, bottom: 120 }, panel: { left: 20, height: 600 } });
    expect(place).toEqual({ top: 126, bottom: null, maxHeight: 264 });
  });

  it("scrolls over the row when there is more room", () => {
    const place = panelPlace({ ...NARROW, row: { top: 300, bottom: 320 }, panel: { left: 20, height: 600 } });
    expect(place).toEqual({ top: null, bottom: 106, maxHeight: 284 });
  });

  it("covers the row in a frame too low for anything else", () => {
    const place = panelPlace({ badge: { right: 300 }, frameHeight: 200, row: { top: 90, bottom: 110 }, panel: { left: 20, height: 600 } });
    expect(place).toEqual({ top: 10, bottom: null, maxHeight: 180 });
  });
});
