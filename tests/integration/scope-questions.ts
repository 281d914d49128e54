import fc from "fast-check";
import {
  type GraphQLArgument, type GraphQLField, type GraphQLInputField, type GraphQLInputType, type GraphQLObjectType, type GraphQLOutputType,
  getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType, isObjectType, type GraphQLSchema,
} from "graphql";
import { createSchema } from "../../gateway/resolvers/schema.js";
import {
  ANY_DAY, FIELD_VALUES, INPUT_VALUES, INPUTS_AS_A_WHOLE, SCOPED_OPERATIONS, type ScopedOperation, type Variables,
} from "./scope-operations.js";

/** A question about one operation of the schema, with everything that it can answer selected. */
export interface Question {
  /** `Query.overlay`. */
  readonly operation: string;
  /** Whether the operation is asked once, so that its answer may have a next page. */
  readonly once: boolean;
  readonly document: string;
  readonly variables: Variables;
}

type Field = GraphQLField<unknown, unknown>;
type Input = GraphQLArgument | GraphQLInputField;

export const SCHEMA: GraphQLSchema = createSchema();

/** The root fields of every kind of operation, as `Query.overlay`. */
function operationsOf(schema: GraphQLSchema): Map<string, Field> {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return new Map(roots.flatMap((root) => (root ? Object.values(root.getFields()).map((field) => [`${root.name}.${field.name}`, field] as const) : [])));
}

export const OPERATIONS: ReadonlyMap<string, Field> = operationsOf(SCHEMA);

/** What the register says of an operation. */
export function entryOf(operation: string): ScopedOperation {
  const entry = SCOPED_OPERATIONS[operation];
  if (entry === undefined) throw new Error(`Say what ${operation} shows, and what to ask it (scope-operations.ts).`);
  return entry;
}

/** Whether asking changes what is there. */
export function isChange({ operation }: Question): boolean {
  return operation.startsWith("Mutation.");
}

/** Random questions about an operation, on a day where it takes one. */
export function questionsAbout(operation: string, on: string): fc.Arbitrary<Question> {
  const { day } = entryOf(operation);
  const { args } = OPERATIONS.get(operation)!;
  const { variables } = selectionOf(operation);
  return fc.tuple(
    recordOf(args.filter(({ name }) => name !== day), (name) => rootValues(operation, name)),
    recordOf(variables.map(({ variable, input }) => ({ ...input, name: variable })), (name) => FIELD_VALUES[name.replaceAll("_", ".")]),
  ).map(([given, further]) => ask(operation, [{ ...given, ...(day !== null && { [day]: on }) }], further));
}

/**
 * The questions that together reach everybody by an operation. They share a document where one that fails leaves the others
 * their answers: else the answer leaves with the first fault, whatever is still being read for it.
 */
export function questionsAboutAll(operation: string, on: string): Question[] {
  const { day, everybody } = entryOf(operation);
  const sets = everybody.map((given) => ({ ...given, ...(day !== null && { [day]: on }) }));
  const required = selectionOf(operation).variables.filter(({ input }) => isRequired(input));
  const further = Object.fromEntries(required.map(({ variable, input }) => [variable, sampleOf(variable, input)]));
  if (sets.length === 0 || isNonNullType(OPERATIONS.get(operation)!.type)) return sets.map((set) => ask(operation, [set], further));
  return [ask(operation, sets, further)];
}

/** The question about the page after that of an answer; null after the last one, and for what has no pages. */
export function nextPage(question: Question, answer: string): Question | null {
  if (!question.once) return null;
  const { data } = JSON.parse(answer) as { data?: Readonly<Record<string, unknown>> | null };
  const page = data?.["a0"] as { readonly pageInfo?: { readonly endCursor: string | null; readonly hasNextPage: boolean } } | null | undefined;
  if (!page?.pageInfo?.hasNextPage) return null;
  return { ...question, variables: { ...question.variables, after0: page.pageInfo.endCursor } };
}

/** A document that asks an operation once for each set of arguments, and each time for everything, which is written once. */
function ask(operation: string, sets: readonly Variables[], further: Variables): Question {
  const { name, args, type } = OPERATIONS.get(operation)!;
  const selection = selectionOf(operation);
  const [selected, fragment] = selection.text === "" ? ["", ""] : [" { ...All }", ` fragment All on ${getNamedType(type).name}${selection.text}`];
  const declared = [
    ...sets.flatMap((_, at) => args.map((arg) => `$${arg.name}${at}: ${String(arg.type)}`)),
    ...selection.variables.map(({ variable, input }) => `$${variable}: ${String(input.type)}`),
  ];
  const asked = sets.map((_, at) => {
    const given = args.map((arg) => `${arg.name}: $${arg.name}${at}`).join(", ");
    return `a${at}: ${name}${given && `(${given})`}${selected}`;
  });
  const kind = operation.split(".")[0]!.toLowerCase();
  const variables = Object.fromEntries(sets.flatMap((set, at) => Object.entries(set).map(([key, value]) => [`${key}${at}`, value])));
  return {
    operation, once: sets.length === 1, variables: { ...variables, ...further },
    document: `${kind} Asked${declared.length > 0 ? `(${declared.join(", ")})` : ""} { ${asked.join(" ")} }${fragment}`,
  };
}

/** Everything that an operation can answer, and the variables of the arguments further in, one for each argument of a field. */
interface Selection {
  readonly text: string;
  readonly variables: readonly { readonly variable: string; readonly input: GraphQLArgument }[];
  /** Fields that are selected, as `Finding.title`. */
  readonly fields: ReadonlySet<string>;
}

const selections = new Map<string, Selection>();

/** In depth, so that a field that is added is asked for from then on; a type within itself is not entered again. */
export function selectionOf(operation: string): Selection {
  const known = selections.get(operation);
  if (known) return known;
  const variables = new Map<string, GraphQLArgument>();
  const fields = new Set<string>();
  const within = (type: GraphQLOutputType, around: readonly GraphQLObjectType[]): string => {
    const named = getNamedType(type);
    if (!isObjectType(named)) return "";
    const selected = Object.values(named.getFields()).filter((field) => !around.some((outer) => outer === getNamedType(field.type))).map((field) => {
      fields.add(`${named.name}.${field.name}`);
      for (const input of field.args) variables.set(`${named.name}_${field.name}_${input.name}`, input);
      const given = field.args.map((input) => `${input.name}: $${named.name}_${field.name}_${input.name}`).join(", ");
      return field.name + (given && `(${given})`) + within(field.type, [...around, named]);
    });
    return ` { ${selected.join(" ")} }`;
  };
  const text = within(OPERATIONS.get(operation)!.type, []);
  const selection = { text, fields, variables: [...variables].map(([variable, input]) => ({ variable, input })) };
  selections.set(operation, selection);
  return selection;
}

function rootValues(operation: string, name: string): fc.Arbitrary<unknown> | undefined {
  return entryOf(operation).asks[name];
}

function recordOf(inputs: readonly Input[], values: (name: string) => fc.Arbitrary<unknown> | undefined): fc.Arbitrary<Record<string, unknown>> {
  const known = inputs.map(({ name, type }) => [name, valueOf(name, type, values(name))] as const);
  return fc.record(Object.fromEntries(known), { requiredKeys: inputs.filter(isRequired).map(({ name }) => name) });
}

function isRequired({ type, defaultValue }: Input): boolean {
  return isNonNullType(type) && defaultValue === undefined;
}

/** @param said what the register has for a scalar */
function valueOf(place: string, type: GraphQLInputType, said: fc.Arbitrary<unknown> | undefined): fc.Arbitrary<unknown> {
  if (isNonNullType(type)) return valueOf(place, type.ofType, said);
  if (isListType(type)) return fc.array(valueOf(place, type.ofType, said), { maxLength: 6 });
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map((value) => value.name));
  if (isInputObjectType(type)) {
    const fieldByField = recordOf(Object.values(type.getFields()), (name) => INPUT_VALUES[`${type.name}.${name}`]);
    const whole = INPUTS_AS_A_WHOLE[type.name];
    return whole ? fc.oneof({ weight: 30, arbitrary: whole }, { weight: 1, arbitrary: fieldByField }) : fieldByField;
  }
  const values = said ?? (type.name === "Boolean" ? fc.boolean() : type.name === "Date" ? ANY_DAY : undefined);
  if (values === undefined) throw new Error(`Say what to ask ${place} with (scope-operations.ts).`);
  return values;
}

function sampleOf(variable: string, input: GraphQLArgument): unknown {
  return fc.sample(valueOf(variable, input.type, FIELD_VALUES[variable.replaceAll("_", ".")]), { seed: 1, numRuns: 1 })[0];
}
