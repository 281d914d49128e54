import fc from "fast-check";
import {
  type GraphQLArgument, type GraphQLField, type GraphQLInputField, type GraphQLInputType, type GraphQLOutputType, getNamedType, isEnumType,
  isInputObjectType, isListType, isNonNullType, isObjectType, type GraphQLSchema,
} from "graphql";
import { FILE_NUMBERS, NOBODYS, NOBODYS_NUMBER, PERSONAL_NUMBERS, SIGNATURES } from "./scope-city.js";
import { UNITS_OF_CITY } from "./scope-units.js";
import { TODAY } from "./world.js";

/** A question about one operation of the schema, with everything that it can answer selected. */
export interface Question {
  /** `Query.overlay`. */
  readonly operation: string;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const fileNumber = fc.constantFrom(...FILE_NUMBERS, ...FILE_NUMBERS, ...NOBODYS, "");
/** As pages write it, too. */
const personalNumber = fc.constantFrom(...PERSONAL_NUMBERS, NOBODYS_NUMBER)
  .chain((number) => fc.constantFrom(number, `${number.slice(0, 8)}-${number.slice(8)}`));
const day = fc.constantFrom("2022-06-30", "2022-11-21", "2022-11-28", TODAY, "2022-12-24");

/** Cursors of a list's places, those of people out of scope too; and now and then of another list. */
function cursorsOf(...lists: string[]): fc.Arbitrary<string> {
  const places = fc.oneof(
    fc.tuple(fc.integer({ min: 18_000, max: 19_400 }), fc.constantFrom(...FILE_NUMBERS).map((key) => `review.annual:decision:${key}/1`)),
    fc.tuple(fc.integer({ min: -8, max: 0 }), fc.integer({ min: 0, max: 9 }).map(String)),
  );
  return fc.tuple(fc.constantFrom(...lists, ...lists, "another"), places)
    .map(([list, [rank, tie]]) => Buffer.from(JSON.stringify([list, rank, tie])).toString("base64url"));
}

/**
 * What to ask with, by argument or input field. Enums come from the schema; an argument that is missing here fails the
 * test until somebody has said what to ask with.
 */
const VALUES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  "CaseKeyInput.fileNumber": fileNumber,
  "CaseKeyInput.personalNumber": personalNumber,
  "Query.case.fileNumber": fileNumber,
  "DecisionDraftInput.fileNumber": fileNumber,
  "DecisionDraftInput.law": fc.constantFrom("SoL 4:1", "SoL 4:1", "SoL 4:1", "LSS 9:9", "none"),
  "DecisionDraftInput.intervention": fc.constantFrom("HTJ", "HTJ", "HTJ", "SÄBO", "none"),
  "DecisionDraftInput.decidedOn": day,
  "DecisionDraftInput.decidedBy": fc.constantFrom(...SIGNATURES),
  "DecisionDraftInput.validFrom": day,
  "DecisionDraftInput.validTo": day,
  "DecisionDraftInput.hoursPerMonth": fc.constantFrom(10, 99.5, 200, -1),
  "DecisionDraftInput.hoursPerWeek": fc.constantFrom(10, 45),
  "DecisionDraftInput.level": fc.constantFrom(1, 6),
  "FindingFilter.fileNumbers": fileNumber,
  "FindingFilter.units": fc.constantFrom(...UNITS_OF_CITY),
  "FindingFilter.caseworkers": fc.constantFrom(...SIGNATURES),
  "FindingFilter.rules": fc.constantFrom("review.annual", "plan.missing", "none"),
  "FindingFilter.dueBefore": day,
  "FindingFilter.acknowledged": fc.boolean(),
  "AccessLogFilter.fileNumber": fileNumber,
  "AccessLogFilter.subject": fc.constantFrom(...SIGNATURES, "CHEF01"),
  "AccessLogFilter.from": fc.constantFrom("2022-11-20", "2022-11-28"),
  "AccessLogFilter.to": fc.constantFrom("2022-11-28", "2022-12-01"),
  "Query.budget.unit": fc.constantFrom(...UNITS_OF_CITY, "none"),
  "Query.budget.year": fc.constantFrom(2022, 2021, 0),
  "Query.rejectedRows.load": fc.constantFrom("1", "2", "99", "none"),
  "Query.rules.on": day,
  "Query.rules.district": fc.constantFrom("HAL", "SKH", "none"),
  "Query.pageAdapters.host": fc.constantFrom("paraply.example.se", "none.example.se"),
  first: fc.constantFrom(1, 2, 3, 40, 40, 0),
  "Query.findings.after": cursorsOf("findings DUE_ON_ASC", "findings DUE_ON_DESC", "findings SEVERITY_DESC"),
  "Query.loads.after": cursorsOf("loads"),
  "Query.rejectedRows.after": cursorsOf("rejectedRows"),
  "Query.accessLog.after": cursorsOf("accessLog"),
};

type Field = GraphQLField<unknown, unknown>;

/** The root fields of every kind of operation, as `Query.overlay`. */
export function operationsOf(schema: GraphQLSchema): Map<string, Field> {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return new Map(roots.flatMap((root) => (root ? Object.values(root.getFields()).map((field) => [`${root.name}.${field.name}`, field] as const) : [])));
}

/** A document that asks one operation for everything, its arguments as variables of their own names. */
export function documentOf(operation: string, field: Field): string {
  const kind = operation.startsWith("Mutation.") ? "mutation" : "query";
  const variables = field.args.map(({ name, type }) => `$${name}: ${String(type)}`).join(", ");
  const given = field.args.map(({ name }) => `${name}: $${name}`).join(", ");
  const selected = `${field.name}${given && `(${given})`}${selectionOf(field.type)}`;
  return `${kind} Asked${variables && `(${variables})`} { ${selected} }`;
}

/** Everything there is, in depth: a field that is added is asked for from then on. */
export function selectionOf(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return "";
  const fields = Object.values(named.getFields()).map((field) => {
    const required = field.args.find((each) => isNonNullType(each.type) && each.defaultValue === undefined);
    if (required) throw new Error(`Say what to ask ${named.name}.${field.name}(${required.name}) with.`);
    return field.name + selectionOf(field.type);
  });
  return ` { ${fields.join(" ")} }`;
}

/** Random questions about an operation, on a day where it takes one. */
export function questionsAbout(operation: string, field: Field, asOf: string): fc.Arbitrary<Question> {
  const document = documentOf(operation, field);
  const variables = recordOf(operation, field.args.filter(({ name }) => name !== "asOf"));
  const onDay = field.args.some(({ name }) => name === "asOf") ? { asOf } : {};
  return variables.map((given) => ({ operation, document, variables: { ...given, ...onDay } }));
}

function recordOf(owner: string, inputs: readonly (GraphQLArgument | GraphQLInputField)[]): fc.Arbitrary<Record<string, unknown>> {
  const known = inputs.map((input) => [input.name, valueOf(owner, input.name, input.type)] as const);
  const required = inputs.filter(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined).map(({ name }) => name);
  return fc.record(Object.fromEntries(known), { requiredKeys: required });
}

function valueOf(owner: string, name: string, type: GraphQLInputType): fc.Arbitrary<unknown> {
  if (isNonNullType(type)) return valueOf(owner, name, type.ofType);
  if (isListType(type)) return fc.array(valueOf(owner, name, type.ofType), { maxLength: 6 });
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map((value) => value.name));
  if (isInputObjectType(type)) {
    const object = recordOf(type.name, Object.values(type.getFields()));
    // One of its two keys, and now and then the fault of both.
    return type.name === "CaseKeyInput" ? fc.oneof({ weight: 30, arbitrary: oneKey }, { weight: 1, arbitrary: object }) : object;
  }
  const values = VALUES[`${owner}.${name}`] ?? VALUES[name];
  if (values === undefined) throw new Error(`Say what to ask ${owner}.${name} with.`);
  return values;
}

const oneKey = fc.oneof(fc.record({ fileNumber }), fc.record({ personalNumber }));

/** Questions that reach everybody at once. */
export function questionsAboutAll(operations: ReadonlyMap<string, Field>, asOf: string): Question[] {
  const keys = [...FILE_NUMBERS, ...NOBODYS].map((key) => ({ fileNumber: key }));
  const numbers = [...PERSONAL_NUMBERS, NOBODYS_NUMBER].map((key) => ({ personalNumber: key }));
  const about = (operation: string, variables: Record<string, unknown>): Question =>
    ({ operation, document: documentOf(operation, operations.get(operation)!), variables });
  const aCase = selectionOf(operations.get("Query.case")!.type);
  const cases = [...FILE_NUMBERS, NOBODYS[0]].map((key, at) => `c${at}: case(fileNumber: "${key}", asOf: $asOf)${aCase}`);
  const aPage = selectionOf(operations.get("Query.accessLog")!.type);
  const reads = FILE_NUMBERS.map((key, at) => `r${at}: accessLog(first: 20, filter: { fileNumber: "${key}", from: "2022-11-01" })${aPage}`);
  return [
    about("Query.overlay", { keys: [...keys, ...numbers], asOf }),
    { operation: "Query.case", document: `query All($asOf: Date) { ${cases.join(" ")} }`, variables: { asOf } },
    about("Query.findings", { first: 100, asOf }),
    about("Query.rejectedRows", { first: 100 }),
    about("Query.loads", { first: 100 }),
    about("Query.accessLog", { first: 100, filter: { from: "2022-11-01" } }),
    { operation: "Query.accessLog", document: `{ ${reads.join(" ")} }`, variables: {} },
  ];
}

/** The question about the page after that of an answer; null after the last one, and for what has no pages. */
export function nextPage(question: Question, answer: string): Question | null {
  const { data } = JSON.parse(answer) as { data?: Readonly<Record<string, unknown>> | null };
  const page = Object.values(data ?? {})[0] as { readonly pageInfo?: { readonly endCursor: string | null; readonly hasNextPage: boolean } } | null | undefined;
  if (!page?.pageInfo?.hasNextPage) return null;
  return { ...question, variables: { ...question.variables, after: page.pageInfo.endCursor } };
}
