import fc from "fast-check";
import type { DataSource } from "typeorm";
import { dispose } from "../../gateway/data-protection/dispose.js";
import { createOwnerDataSource } from "../../gateway/database/data-source.js";
import { asOnlyLoader } from "../../gateway/database/session.js";
import { noteMovesByCalendar } from "../../gateway/feed/note-moves.js";
import { createLog } from "../../gateway/log.js";
import { type City, openCity } from "./city.js";
import { clientRow, decisionRow, extract, type ExtractType } from "./extract.js";
import { RING } from "./world.js";

/*
 * A small city that changes in all the ways that concern the change feed: facts come, change and go, clients become
 * protected and move, decisions go to other clients, units close, the calendar turns, persons are disposed of.
 */

export const FILE_NUMBERS = ["100001-1", "100002-2", "100003-3", "100004-4"] as const;
const DECISIONS = ["221", "222", "223", "224"] as const;
const ORDERS = ["441", "442", "443"] as const;
const FOLLOW_UPS = ["551", "552"] as const;
/** `C1` is of another district. */
const UNITS = ["A1", "A2", "C1"] as const;

interface ClientState { unit: string; protection: string; caseworker: string }
interface DecisionState { client: string; hours: string }
interface OrderState { decision: string; hours: string }
interface PlanState { approved: string }
interface FollowUpState { decision: string }
interface UnitState { until: string; successor: string }

/** What happens to the city, one thing at a time. Null: it is gone from the next extract. */
export type Happening =
  | { readonly client: string; readonly to: ClientState | null }
  | { readonly decision: string; readonly to: DecisionState | null }
  | { readonly order: string; readonly to: OrderState | null }
  | { readonly plan: string; readonly to: PlanState | null }
  | { readonly followUp: string; readonly to: FollowUpState | null }
  /** `closesIn` days from then; null: it is open. */
  | { readonly unit: string; readonly closesIn: number | null; readonly successor: string };

/** A night: what has happened since the one before is delivered and loaded; or the calendar turns; or somebody is disposed of. */
export type Step =
  | { readonly night: readonly Happening[]; readonly sameDay: boolean }
  | { readonly calendar: number }
  | { readonly purge: string };

const gone = <State>(state: fc.Arbitrary<State>): fc.Arbitrary<State | null> => fc.option(state, { freq: 4, nil: null });
const amounts = fc.constantFrom("10", "20", "30");

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 5, arbitrary: fc.record({
    client: fc.constantFrom(...FILE_NUMBERS),
    to: gone(fc.record({ unit: fc.constantFrom(...UNITS), protection: fc.constantFrom("0", "0", "1", "2"), caseworker: fc.constantFrom("ANAN01", "BEBE02") })),
  }) },
  { weight: 3, arbitrary: fc.record({ decision: fc.constantFrom(...DECISIONS), to: gone(fc.record({ client: fc.constantFrom(...FILE_NUMBERS), hours: amounts })) }) },
  { weight: 2, arbitrary: fc.record({ order: fc.constantFrom(...ORDERS), to: gone(fc.record({ decision: fc.constantFrom(...DECISIONS), hours: amounts })) }) },
  { weight: 1, arbitrary: fc.record({ plan: fc.constantFrom(...ORDERS), to: gone(fc.record({ approved: fc.constantFrom("J", "N", "") })) }) },
  { weight: 1, arbitrary: fc.record({ followUp: fc.constantFrom(...FOLLOW_UPS), to: gone(fc.record({ decision: fc.constantFrom(...DECISIONS) })) }) },
  { weight: 1, arbitrary: fc.record({ unit: fc.constantFrom(...UNITS), closesIn: fc.constantFrom(null, -1, 0, 1), successor: fc.constantFrom(...UNITS) }) },
);

export const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ night: fc.array(happening, { minLength: 1, maxLength: 4 }), sameDay: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ calendar: fc.constantFrom(1, 2) }) },
  { weight: 1, arbitrary: fc.record({ purge: fc.constantFrom(...FILE_NUMBERS) }) },
);

const FIRST_DAY = Date.parse("2022-11-01");
const SILENT = createLog({ logLevel: "silent" });

/** A database in which the steps are taken. */
export class FeedCity {
  private day = 0;
  /** The types of which something has happened since they were delivered. */
  private due = new Set<ExtractType>(["ENHET", "HANDL", "UTFOR", "KLIENT", "BESLUT", "BESTALL", "PLAN", "UPPF"]);
  private readonly clients = new Map<string, ClientState>(FILE_NUMBERS.map((number, at) =>
    [number, { unit: UNITS[at % UNITS.length]!, protection: at === 3 ? "1" : "0", caseworker: "ANAN01" }]));
  private readonly decisions = new Map<string, DecisionState>(DECISIONS.map((number, at) => [number, { client: FILE_NUMBERS[at]!, hours: "10" }]));
  private readonly orders = new Map<string, OrderState>(ORDERS.map((number, at) => [number, { decision: DECISIONS[at]!, hours: "10" }]));
  private readonly plans = new Map<string, PlanState>([[ORDERS[0], { approved: "J" }]]);
  private readonly followUps = new Map<string, FollowUpState>([[FOLLOW_UPS[0], { decision: DECISIONS[0] }]]);
  private readonly units = new Map<string, UnitState>(UNITS.map((code) => [code, { until: "", successor: "" }]));

  private constructor(
    readonly city: City,
    private readonly owner: DataSource,
  ) {}

  static async open(): Promise<FeedCity> {
    const city = await openCity();
    const feed = new FeedCity(city, await createOwnerDataSource(city.url).initialize());
    await feed.deliver();
    return feed;
  }

  async close(): Promise<void> {
    await this.owner.destroy();
    await this.city.close();
  }

  get dataSource(): DataSource {
    return this.city.dataSource;
  }

  get today(): string {
    return new Date(FIRST_DAY + this.day * 86_400_000).toISOString().slice(0, 10);
  }

  async take(step: Step): Promise<void> {
    if ("night" in step) {
      if (!step.sameDay) this.day += 1;
      for (const each of step.night) this.happen(each);
      await this.deliver();
    } else if ("calendar" in step) {
      this.day += step.calendar;
      await this.turnCalendar();
    } else {
      this.day += 1;
      this.put("KLIENT", this.clients, step.purge, null);
      await this.deliver();
      const exceptions = new Map(FILE_NUMBERS.filter((number) => number !== step.purge).map((number) => [number, "stays"]));
      await dispose({ dataSource: this.owner, ring: RING, log: SILENT }, { today: this.today, withdrawnDays: 0, quarantineDays: 365, feedbackYears: 5, exceptions });
    }
  }

  /** As a gateway does each day. */
  async turnCalendar(): Promise<void> {
    await asOnlyLoader(this.dataSource, () => undefined, (session) => noteMovesByCalendar(session, this.today));
  }

  private put<State>(type: ExtractType, map: Map<string, State>, key: string, state: State | null): void {
    this.due.add(type);
    if (state === null) map.delete(key);
    else map.set(key, state);
  }

  private happen(what: Happening): void {
    if ("client" in what) this.put("KLIENT", this.clients, what.client, what.to);
    else if ("decision" in what) this.put("BESLUT", this.decisions, what.decision, what.to);
    else if ("order" in what) this.put("BESTALL", this.orders, what.order, what.to);
    else if ("plan" in what) this.put("PLAN", this.plans, what.plan, what.to);
    else if ("followUp" in what) this.put("UPPF", this.followUps, what.followUp, what.to);
    else {
      const { closesIn, successor } = what;
      const day = (closesIn ?? 0) + this.day;
      const until = new Date(FIRST_DAY + day * 86_400_000).toISOString().slice(0, 10).replaceAll("-", "");
      this.put("ENHET", this.units, what.unit, closesIn === null ? { until: "", successor: "" } : { until, successor });
    }
  }

  private async deliver(): Promise<void> {
    const date = this.today.replaceAll("-", "");
    const files = [...this.due].map((type) => extract(type, "HAL", date, "FULL", this.rowsOf(type)));
    this.due = new Set();
    await this.city.deliver(Object.assign({}, ...files) as Record<string, Buffer>, { today: this.today });
  }

  private rowsOf(type: ExtractType): string[] {
    switch (type) {
      case "ENHET":
        return [...this.units].map(([code, { until, successor }]) => `${code};Enhet ${code};${code === "C1" ? "SKH" : "HAL"};AO;20070101;${until};${successor}`);
      case "HANDL":
        return ["ANAN01;20200101;;Anna Andersson;A1;BIST", "BEBE02;20200101;;Bertil Bengtsson;C1;BIST"];
      case "UTFOR":
        return ["U101;Hemtjänsten;KOMMUN;J"];
      case "KLIENT":
        return [...this.clients].map(([number, { unit, protection, caseworker }]) => clientRow(number, unit, { skydd: protection, handlaggare: caseworker }));
      case "UTREDN":
        return [];
      case "BESLUT":
        return [...this.decisions].map(([number, { client, hours }]) => decisionRow(number, client, { omfattning: hours }));
      case "BESTALL":
        return [...this.orders].map(([number, { decision, hours }]) => `${number};${decision};U101;20220103;20220105;;${hours}`);
      case "PLAN":
        return [...this.plans].map(([order, { approved }]) => `${order};1;20220201;${approved}`);
      case "UPPF":
        return [...this.followUps].map(([number, { decision }]) => `${number};${decision};20220601;ORD;ANAN01`);
    }
  }
}
