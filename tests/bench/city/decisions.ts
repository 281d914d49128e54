import { type Day, dayOf, isoDay } from "../../../gateway/rules/calendar.js";
import type { CitySize } from "./city-size.js";
import { type Area, areaOfUnit, fileNumber, providerCode, signature, unitOfClient } from "./clients.js";
import { pick, pickOf } from "./seeded.js";

const FIRST_DECISION = dayOf(2016, 1, 1);
const DECISION_DAYS = 2_510;

/** Law, intervention and unit of its amount. */
type Offer = readonly [law: string, intervention: string, amountUnit: string];

const OFFERS: Readonly<Record<Area, readonly Offer[]>> = {
  AO: [
    ["SoL 4:1", "HTJ", "TIM_MAN"], ["SoL 4:1", "HTJ", "TIM_MAN"], ["SoL 4:1", "TRY", "ST"], ["SoL 4:1", "MAT", "ST"], ["SoL 4:1", "VOB", "DYGN"],
    ["SoL 4:1", "DGV", "ST"], ["SoL 4:1", "AVL", "TIM_MAN"], ["SoL 4:1", "LED", "TIM_MAN"], ["SoL 4:1", "KTV", "DYGN"], ["FTJ", "FTJ", ""],
  ],
  FN: [
    ["LSS 9:2", "PAS", "TIM_VECKA"], ["LSS 9:3", "LLE", "TIM_MAN"], ["LSS 9:4", "LKP", "ST"], ["LSS 9:5", "LAV", "TIM_MAN"], ["LSS 9:6", "LKV", "DYGN"],
    ["LSS 9:8", "LBB", "NIVA"], ["LSS 9:9", "LBV", "NIVA"], ["LSS 9:10", "LDV", "NIVA"],
  ],
  SP: [["SoL 4:1", "BST", "TIM_VECKA"], ["SoL 4:1", "SBO", "DYGN"], ["SoL 4:1", "SYS", "ST"], ["SoL 4:1", "KTP", "ST"]],
};

function clientOfInvestigation(investigation: number, size: CitySize): number {
  return pick(size.clients, "investigated", investigation);
}

function investigationOf(decision: number, size: CitySize): number {
  return Math.min(size.investigations - 1, Math.floor((decision * size.investigations) / size.decisions));
}

function investigationNumber(investigation: number): string {
  return String(500_000 + investigation);
}

function decisionNumber(decision: number): string {
  return String(2_200_000 + decision);
}

function orderNumber(order: number): string {
  return String(7_100_000 + order);
}

function written(day: Day): string {
  return isoDay(day).replaceAll("-", "");
}

/** Decisions are numbered as they are made. */
function decidedOn(decision: number, size: CitySize): Day {
  return FIRST_DECISION + Math.floor((decision * DECISION_DAYS) / size.decisions);
}

export const INVESTIGATION_COLUMNS = "utrednr;aktnr;ansokan;inledd;avslutad;metod;signatur";

export function investigationLine(investigation: number, size: CitySize): string {
  const opened = FIRST_DECISION - 60 + Math.floor((investigation * DECISION_DAYS) / size.investigations);
  const method = pickOf(["DUR", "KART", "ANNAN"], "method", investigation);
  return [
    investigationNumber(investigation), fileNumber(clientOfInvestigation(investigation, size)), written(opened - 10), written(opened),
    written(opened + 50), method, signature(pick(size.caseworkers, "investigator", investigation)),
  ].join(";");
}

export const DECISION_COLUMNS =
  "beslutsnr;aktnr;utrednr;lagrum;insats;beslutsdatum;utfall;from;tom;omfattning;omf_enhet;ersniva;beslutsfattare;bevakning;verkstalld;avslutad;dom";

/** The fields of a decision without fault, in the order of {@link DECISION_COLUMNS}. */
export function decisionFields(decision: number, size: CitySize): string[] {
  const investigation = investigationOf(decision, size);
  const client = clientOfInvestigation(investigation, size);
  const [law, intervention, amountUnit] = pickOf(OFFERS[areaOfUnit(unitOfClient(client, size))], "offer", decision);
  const decided = decidedOn(decision, size);
  const from = decided + pick(30, "from", decision);
  const openEnded = pick(100, "open-ended", decision) < 55;
  const to = openEnded ? pickOf(["", "99991231", "00000000"], "no-end", decision) : written(from + 90 + pick(640, "to", decision));
  const amount = `${1 + pick(110, "amount", decision)}${pick(4, "half", decision) === 0 ? ",5" : ""}`;
  return [
    decisionNumber(decision), fileNumber(client), investigationNumber(investigation), law, intervention, written(decided),
    pickOf(["BIFALL", "BIFALL", "BIFALL", "BIFALL", "BIFALL", "BIFALL", "BIFALL", "BIFALL", "DELAVSLAG", "AVSLAG"], "outcome", decision),
    written(from), to, amountUnit === "" ? "" : amount, amountUnit, intervention === "HTJ" ? String(1 + pick(18, "level", decision)) : "",
    pick(50, "unsigned", decision) === 0 ? "" : signature(pick(size.caseworkers + 6, "decided-by", decision)),
    pick(5, "unwatched", decision) === 0 ? "" : written(from + 300 + pick(100, "watch", decision)),
    pick(15, "waiting", decision) === 0 ? "" : written(from + pick(20, "executed", decision)),
    pick(100, "ended", decision) < 35 ? written(from + 30 + pick(500, "end", decision)) : pickOf(["", "", "00000000"], "not-ended", decision),
    pick(200, "court", decision) === 0 ? "J" : "",
  ];
}

export const ORDER_COLUMNS = "bestnr;beslutsnr;utforare;bestalld;start;slut;timmar_man";

/** Orders follow their decisions closely: some decisions have none, some two. */
function decisionOfOrder(order: number, size: CitySize): number {
  const near = Math.floor((order * size.decisions) / size.orders) + pick(100, "order-of", order) - 50;
  return Math.min(size.decisions - 1, Math.max(0, near));
}

function orderedOn(order: number, size: CitySize): Day {
  return decidedOn(decisionOfOrder(order, size), size) + 1 + pick(10, "ordered", order);
}

export function orderLine(order: number, size: CitySize): string {
  const ordered = orderedOn(order, size);
  const hours = pick(2, "hours", order) === 0 ? "" : String(1 + pick(110, "hours-a-month", order));
  const end = pick(100, "order-ended", order) < 45 ? written(ordered + 60 + pick(600, "order-end", order)) : pickOf(["", "99991231"], "no-order-end", order);
  return [
    orderNumber(order), decisionNumber(decisionOfOrder(order, size)), providerCode(pick(size.providers, "provider", order)), written(ordered),
    written(ordered + 5), end, hours,
  ].join(";");
}

export const PLAN_COLUMNS = "bestnr;version;mottagen;godkand";

/** The first plans are of the first orders, and so on: an order has one or none. */
export function planLine(plan: number, size: CitySize): string {
  const order = Math.floor((plan * size.orders) / size.plans);
  const received = orderedOn(order, size) + pick(40, "received", plan);
  return `${orderNumber(order)};1;${written(received)};${pickOf(["J", "J", "J", "J", "J", "", "N"], "approved", plan)}`;
}

export const FOLLOW_UP_COLUMNS = "uppfnr;beslutsnr;datum;typ;signatur";

export function followUpLine(followUp: number, size: CitySize): string {
  const decision = pick(size.decisions, "followed-up", followUp);
  const date = Math.min(decidedOn(decision, size) + 60 + pick(500, "followed-up-on", followUp), dayOf(2022, 11, 28));
  const kind = pickOf(["ORD", "ORD", "ORD", "DUR", "BOENDE", "KVAL", "RESURS"], "kind", followUp);
  return `${900_000 + followUp};${decisionNumber(decision)};${written(date)};${kind};${signature(pick(size.caseworkers, "follower", followUp))}`;
}
