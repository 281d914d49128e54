import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A change to one place of the gateway that takes away something of what keeps a caller within their scope. */
export interface Mutation {
  readonly name: string;
  /** Path in the project. */
  readonly file: string;
  /** The whole changed file. */
  readonly text: string;
}

/**
 * Mutations that the property test need not find, with the reason: what they take away stands elsewhere too, or was
 * nobody's to begin with.
 */
export const REDUNDANT: Readonly<Record<string, string>> = {
  ...Object.fromEntries(["no scope", "no units", "no protection"].map((what) => [
    `gateway/access/access-log-query.ts: ${what}, caseScope(viewer, today, parameters)`,
    "asked by managers alone, about today, and kept to the units that they manage (managedUnits): of those they know every case, the protected too",
  ])),
  "gateway/findings/caseload.ts: no protection, caseScope(viewer, day, parameters)": "asked by managers alone, to whom the role that it adds is none",
  'gateway/resolvers/page-adapter.ts: no role asked, requireRole(viewer, "pageAdapters");': "every role may ask, and no viewer is without one; tells of no person",
  'gateway/resolvers/rule.ts: no role asked, requireRole(viewer, "rules");': "every role may ask, and no viewer is without one; tells of no person",
  'gateway/resolvers/viewer.ts: no role asked, requireRole(viewer, "viewer");': "every role may ask, and no viewer is without one; tells of the caller alone",
};

/** How a gate is taken out: the name of one of its mutations; or why it needs none, and the test that stands in. */
type TakenOut = { readonly mutation: string } | { readonly reason: string; readonly test?: string };

/**
 * What gateway/access exports to keep callers within their scope: each has its mutations below, or stands here with the
 * reason why it needs none. A new one fails tests/unit/access/scope-mutations.test.ts until it has.
 */
export const GATES: Readonly<Record<string, TakenOut>> = {
  "scope.ts scopeDay": { mutation: "gateway/access/scope.ts: return on < today ? on : today; -> return on;" },
  "scope.ts caseScope": { mutation: "gateway/findings/query-list.ts: no units, caseScope(viewer, day, parameters)" },
  "scope.ts managedUnits": { mutation: "gateway/findings/caseload.ts: all units, managedUnits(viewer, day, parameters)" },
  "scope.ts managesUnit": { mutation: "gateway/findings/simulate.ts: all units, managesUnit(viewer, this.asked, unit)" },
  "operations.ts requireRole": { mutation: 'gateway/findings/worklist.ts: no role asked, requireRole(viewer, "worklist");' },
  "operations.ts mayAsk": { mutation: 'gateway/loading/query-freshness.ts: no role asked, if (mayAsk(viewer, "loads")) return sources;' },
  "operations.ts maySeeIdentity": { mutation: 'gateway/access/identity.ts: no role asked, if (!maySeeIdentity(viewer)) return "NULL::text";' },
  "operations.ts requireCaseworkerFigures": { mutation: "gateway/findings/caseload.ts: no role asked, requireCaseworkerFigures(viewer);" },
  "operations.ts mayAskFreely": { reason: "says by which texts one may ask, not what is told", test: "tests/integration/trusted-operations.test.ts" },
  "identity.ts casesOfNumbers": { reason: "of use only beside the scope" },
  "identity.ts nameOfPerson": { reason: "asks maySeeIdentity" },
  "identity.ts birthDateOfPerson": { reason: "asks maySeeIdentity" },
  "cover.ts reachOn": { mutation: "gateway/access/cover.ts: from <= today && today <= until -> today <= until" },
  "cover.ts workUnits": { mutation: "gateway/figures/budget.ts: all units, workUnits(reachOn(viewer, today), now, parameters)" },
  "cover.ts unitsByCode": { reason: "of use only within those that are taken out" },
  "cover.ts parseCover": { reason: "reads a claim", test: "tests/unit/access/claims.test.ts" },
  "feed-scope.ts FeedScope": { mutation: "gateway/access/feed-scope.ts: SELECT word.protection = 0 AND -> SELECT" },
  "viewer-units.ts viewerUnits": { mutation: "gateway/access/viewer-units.ts: all units, workUnits(reach, on, parameters)" },
};

/** Every mutation of the gateway in a folder. A call or text that no mutation knows how to change is an error. */
export function mutationsOf(root: string): Mutation[] {
  const files = readdirSync(join(root, "gateway"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts")).map((file) => join("gateway", file)).sort();
  const sources = new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));
  const ofFiles = [...sources].flatMap(([file, text]) => [...ofScopes(file, text), ...ofUnits(file, text), ...ofRoles(file, text), ...ofOwnChecks(file, text)]);
  return numbered([...ofFiles, ...ofConditions(sources)]);
}

/** Two statements of a file may take their scope in the same words. */
function numbered(mutations: readonly Mutation[]): Mutation[] {
  const times = new Map<string, number>();
  return mutations.map((mutation) => {
    const time = (times.get(mutation.name) ?? 0) + 1;
    times.set(mutation.name, time);
    return time === 1 ? mutation : { ...mutation, name: `${mutation.name} (${time})` };
  });
}

/** What the scope's arguments become: from (viewer, day, parameters) to others. */
const WIDENED: Readonly<Record<string, (viewer: string, day: string) => string>> = {
  "no scope": (_, day) => `{ subject: "", roles: ["MANAGER"], units: null }, ${day}`,
  "no units": (viewer, day) => `{ ...${viewer}, units: null }, ${day}`,
  "no protection": (viewer, day) => `{ ...${viewer}, roles: [...${viewer}.roles, "MANAGER"] }, ${day}`,
};
/** Where the day asked about may be another than today: given as one value, or as `{ on: …, today }`. */
const BACKDATED = (viewer: string, day: string): string => {
  const on = /^\{ on: (\w+), today \}$/.exec(day)?.[1] ?? `${day}.on`;
  return `${viewer}, { on: ${on}, today: ${on} }`;
};

function ofScopes(file: string, text: string): Mutation[] {
  return calls(text, "caseScope").flatMap(({ from, to, args }) => {
    const [viewer, day, parameters, ...more] = argumentsOf(args);
    if (!viewer || !day || !parameters || more.length > 0) throw new Error(`${file}: say how to widen caseScope(${args}).`);
    const widened = Object.entries(day !== "today" ? { ...WIDENED, "the rights of the day asked about": BACKDATED } : WIDENED);
    return widened.map(([what, change]) => ({
      name: `${file}: ${what}, caseScope(${args})`, file,
      text: `${text.slice(0, from)}caseScope(${change(viewer, day)}, ${parameters})${text.slice(to)}`,
    }));
  });
}

/** What keeps a statement to units, each use as if all of the city were the caller's. */
const OF_UNITS: Readonly<Record<string, string>> = {
  managedUnits: '((_unit: string) => "TRUE")', workUnits: '((_unit: string) => "TRUE")', managesUnit: "true",
};

function ofUnits(file: string, text: string): Mutation[] {
  return Object.entries(OF_UNITS).flatMap(([condition, everywhere]) => calls(text, condition).map(({ from, to, args }) => ({
    name: `${file}: all units, ${condition}(${args})`, file, text: `${text.slice(0, from)}${everywhere}${text.slice(to)}`,
  })));
}

/** Checks of roles, each as if it had said yes. */
function ofRoles(file: string, text: string): Mutation[] {
  return ["requireRole", "mayAsk", "maySeeIdentity", "requireCaseworkerFigures"].flatMap((check) => calls(text, check).map(({ from, to }) => ({
    name: `${file}: no role asked, ${lineAt(text, from)}`, file, text: `${text.slice(0, from)}true${text.slice(to)}`,
  })));
}

/** Roles that a statement looks at by itself: each as if everybody had it. Those of gateway/access stand in CONDITIONS. */
function ofOwnChecks(file: string, text: string): Mutation[] {
  if (file.startsWith("gateway/access/")) return [];
  return [...text.matchAll(/(?:\w+\.)*roles\.includes\("[A-Z]+"\)/g)].map(({ 0: check, index }) => ({
    name: `${file}: ${check} -> true, ${lineAt(text, index)}`, file, text: `${text.slice(0, index)}true${text.slice(index + check.length)}`,
  }));
}

function lineAt(text: string, place: number): string {
  const end = text.indexOf("\n", place);
  return text.slice(text.lastIndexOf("\n", place) + 1, end < 0 ? undefined : end).trim();
}

interface Call {
  readonly from: number;
  readonly to: number;
  readonly args: string;
}

/** Calls of a function, not its declaration. */
function calls(text: string, name: string): Call[] {
  return [...text.matchAll(new RegExp(`(?<!function |\\w)${name}\\(`, "g"))].map(({ 0: called, index }) => {
    const [args = ""] = partsOf(text.slice(index + called.length), ")");
    return { from: index, to: index + called.length + args.length + 1, args };
  });
}

function argumentsOf(args: string): string[] {
  return partsOf(args, ",").map((argument) => argument.trim());
}

/** A text parted at a sign, wherever that does not stand within brackets. */
function partsOf(text: string, sign: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const each of text) {
    if (each === sign && depth === 0) {
      parts.push("");
      continue;
    }
    if ("([{".includes(each)) depth += 1;
    if (")]}".includes(each)) depth -= 1;
    parts[parts.length - 1] += each;
  }
  return parts;
}

/** The conditions of which scope, covers and lists consist: where, and one change or several that go together. */
const CONDITIONS: readonly (readonly [file: string, from: string, to: string, alongFrom?: string, alongTo?: string])[] = [
  ["gateway/access/scope.ts", "return on < today ? on : today;", "return on;"],
  ["gateway/access/scope.ts", 'AND ${mine("coalesce(answering.answering_unit, client.unit_code)")}', ""],
  ["gateway/access/scope.ts", "(newest.protection = 0\n", "(TRUE\n"],
  ["gateway/access/scope.ts", "(newest.protection = 0\n", "(client.protection = 0\n"],
  ["gateway/access/scope.ts", "(newest.protection = 0\n", "(newest.protection < 2\n"],
  ["gateway/access/scope.ts", "(${mine(unitToday)} AND ${ownCondition(viewer, reach, parameters)})", "${ownCondition(viewer, reach, parameters)}"],
  ["gateway/access/scope.ts", "(${mine(unitToday)} AND ${ownCondition(viewer, reach, parameters)})", "${mine(unitToday)}"],
  ["gateway/access/scope.ts", "client.known_from <= ${on} AND (client.known_to", "(client.known_to"],
  ["gateway/access/scope.ts", "AND (client.known_to IS NULL OR client.known_to > ${on})", ""],
  ["gateway/access/scope.ts", "ORDER BY ended.known_to DESC, ended.id DESC", "ORDER BY ended.known_to, ended.id"],
  ["gateway/access/scope.ts", "ORDER BY ended.known_to DESC, ended.id DESC", "ORDER BY ended.known_to DESC, ended.id"],
  ["gateway/access/scope.ts", "answering_today.unit_code = newest.unit_code", "answering_today.unit_code = client.unit_code"],
  ["gateway/access/scope.ts", "AND answering.day_from <= ${on} AND answering.day_to > ${on}", "AND answering.day_from <= ${today} AND answering.day_to > ${today}"],
  ["gateway/access/scope.ts", '(roles.includes("CASEWORKER") ? [subject] : [])', "[subject]"],
  ["gateway/access/scope.ts", "newest.caseworker = ANY", "client.caseworker = ANY"],
  ["gateway/access/scope.ts", 'if (!viewer.roles.includes("MANAGER")) return () => "FALSE";', ""],
  ["gateway/access/scope.ts", "return unitsByCode(reachOn(viewer, today).units, parameters);", 'return () => "TRUE";'],
  ["gateway/access/scope.ts", "return unitsByCode(reachOn(viewer, today).units, parameters);", "return workUnits(reachOn(viewer, today), `DATE '${today}'`, parameters);"],
  ["gateway/access/feed-scope.ts", "SELECT word.protection = 0 AND", "SELECT"],
  ["gateway/access/feed-scope.ts", "ORDER BY word.id DESC LIMIT 1", "ORDER BY word.id LIMIT 1"],
  ["gateway/access/feed-scope.ts", "coalesce(feed_unit.answering_unit, named.code) = ANY", "coalesce(feed_unit.answering_unit, named.code) <> ALL"],
  ["gateway/access/feed-scope.ts", "coalesce(feed_unit.answering_unit, named.code) = ANY", "named.code = ANY"],
  ["gateway/feed/feed-rights.ts", "reach: { units: viewer.units, districts }", "reach: { units: null, districts }"],
  ["gateway/feed/feed-rights.ts", "granted === null || granted.includes(type)", "true"],
  ["gateway/access/feed-scope.ts", 'AND ${this.hasUnit("word.unit_code", by)} FROM client', "FROM client"],
  ["gateway/access/feed-scope.ts", "feed_unit.district = ANY(${this.districts})", "TRUE"],
  ["gateway/access/feed-scope.ts", 'if (this.units !== null) return "FALSE";', ""],
  ["gateway/access/feed-scope.ts", 'return this.districts === null ? "TRUE" : `${code} = ANY(${this.districts})`;', 'return "TRUE";'],
  ["gateway/access/feed-scope.ts", ' AND ${this.hasUnit("filed.code", by)})`', ")`"],
  ["gateway/access/feed-scope.ts", "WHERE filed.since <= ${by} AND filed.until > ${by} AND", "WHERE"],
  ["gateway/access/cover.ts", "handlesCases && from", "from"],
  ["gateway/access/cover.ts", "from <= today && today <= until", "today <= until"],
  ["gateway/access/cover.ts", "from <= today && today <= until", "from <= today"],
  ["gateway/access/cover.ts", "period.valid_to >= ${today}", "TRUE"],
  ["gateway/loading/query-freshness.ts", "return sources.filter(({ owner }) => districts.includes(owner));", "return sources;"],
  ["gateway/findings/query-answers.ts", "reminder.order_number = ${order} AND reminder.file_number = ${fileNumber}", "reminder.order_number = ${order}"],
  ["gateway/access/access-log-query.ts", 'if (filter.fileNumber && !viewer.roles.includes("MANAGER"))', "if (false)"],
  ["gateway/access/access-log-query.ts", "${fileNumber ? `HAVING", '${false ? `HAVING'],
  ["gateway/access/access-log-query.ts", '!viewer.roles.includes("OPERATOR") || fileNumber', '!viewer.roles.includes("OPERATOR")'],
  ["gateway/access/access-log-query.ts", '!viewer.roles.includes("OPERATOR") || fileNumber', "fileNumber"],
];

function ofConditions(sources: ReadonlyMap<string, string>): Mutation[] {
  return CONDITIONS.map(([file, from, to, alongFrom, alongTo]) => {
    const changed = replaced(sources.get(file) ?? "", file, from, to);
    const text = alongFrom === undefined || alongTo === undefined ? changed : replaced(changed, file, alongFrom, alongTo);
    return { name: `${file}: ${from.trim()} -> ${to.trim() || "nothing"}`, file, text };
  });
}

function replaced(text: string, file: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`${file} has no more "${from}": say what stands in its place (scope-mutations.ts).`);
  return text.replace(from, () => to);
}
