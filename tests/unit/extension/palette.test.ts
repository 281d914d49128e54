import { describe, expect, it } from "vitest";
import { SCHEMES } from "../../../extension/palette.js";

/** Relative luminance (WCAG 2.2) of `#rrggbb`. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(Object.entries(SCHEMES))("in the %s scheme", (_name, { colours, status }) => {
  it.each([
    ["ink", "paper"], ["ink", "ground"], ["ink", "soft"], ["quiet", "paper"], ["quiet", "ground"], ["brand", "paper"], ["brand", "soft"],
    ["on-brand", "brand"], ["fault", "paper"], ["good", "paper"], ["ink", "fault-tint"], ["ink", "good-tint"], ["brand", "good-tint"],
  ] as const)("text in %s can be read on %s", (text, ground) => {
    expect(contrast(colours[text], colours[ground])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(["focus", "border"] as const)("a line in %s can be seen on the paper", (line) => {
    expect(contrast(colours[line], colours.paper)).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.entries(status))("the words of a badge %s can be read", (_status, { tone, tint }) => {
    expect(contrast(tone, tint === "transparent" ? colours.paper : tint)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(tone, colours.paper)).toBeGreaterThanOrEqual(4.5);
  });
});
