import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { overlay, type OverlayAnswer, type OverlayKey } from "../../gateway/findings/overlay.js";
import { type City, sample, type ToldFinding } from "./city.js";
import { RING } from "./world.js";

interface ExpectedBadge {
  readonly fileNumber: string;
  readonly personalNumber?: string;
  /** Two clients have the number. */
  readonly shared?: boolean;
  readonly unit: string;
  readonly status: string;
  readonly nextDueOn: string | null;
  readonly protected?: boolean;
  readonly incomplete?: boolean;
}

/** What a sample's `expected.json` says must be found. */
export interface Expected {
  readonly findings: readonly ToldFinding[];
  readonly overlay: readonly ExpectedBadge[];
  readonly totals: {
    readonly findings: Readonly<Record<string, unknown>>;
    readonly loaded: Readonly<Record<string, number>>;
    readonly deliveries: readonly DeliveryTotal[];
    readonly budget: readonly BudgetTotal[];
  };
}

export interface BudgetTotal {
  readonly unit: string;
  readonly year: number;
  readonly source: string;
  readonly budget: number;
  readonly outcome: number;
  readonly forecast: number;
  readonly months: readonly { readonly month: string; readonly budget: number | null; readonly outcome: number | null }[];
}

export interface DeliveryTotal {
  readonly unit: string;
  readonly month: string;
  readonly clients: number;
  readonly orderedHours: number;
  readonly performedHours: number;
}

/** @param file `expected.json` or `expected-after-night1.json` */
export function expected(folder: string, file: string): Expected {
  return JSON.parse(readFileSync(`${sample(folder)}/${file}`, "utf8")) as Expected;
}

/** One line for each finding, sorted, so that a difference reads as the lines that differ. */
export function lines(findings: readonly ToldFinding[]): string[] {
  return findings
    .map((f) => [f.kind, f.rule, f.fileNumber, f.decision, f.order, f.about, f.dueOn, f.severity, f.unit].join(" "))
    .sort();
}

export function expectedLines(wanted: Expected): string[] {
  return lines(wanted.findings);
}

/** A manager of the whole city, who sees the protected, too. */
const MANAGER: Viewer = { subject: "CHEF01", roles: ["MANAGER"], units: null };

/** Asks for the badges of keys, in pages of 200 keys as a list page does. */
export async function badges(city: City, on: string, today: string, keys: readonly OverlayKey[]): Promise<OverlayAnswer[]> {
  const pages = [keys.slice(0, 200), keys.slice(200)];
  const answers: OverlayAnswer[] = [];
  for (const page of pages) answers.push(...(await overlay(city.dataSource, MANAGER, { on, today }, page, RING)));
  return answers;
}

/** Holds the badge of each client against what is expected. */
export async function expectBadges(city: City, wanted: Expected, on: string, today = on): Promise<void> {
  const answers = await badges(city, on, today, wanted.overlay.map(({ fileNumber }) => ({ fileNumber })));
  const told = answers.map(({ key, status, nextDueOn, protected: isProtected, incompleteBecause }) =>
    [key.fileNumber, status, nextDueOn, isProtected, incompleteBecause.length > 0].join(" "));
  expect(told).toEqual(wanted.overlay.map((each) =>
    [each.fileNumber, each.status, each.nextDueOn, each.protected ?? false, each.incomplete ?? false].join(" ")));
}
