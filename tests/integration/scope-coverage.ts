import {
  getNamedType, type GraphQLInputType, type GraphQLObjectType, isInputObjectType, isObjectType, isScalarType,
} from "graphql";
import { FIELD_VALUES, INPUT_VALUES, INPUTS_AS_A_WHOLE, SCOPED_OPERATIONS } from "./scope-operations.js";
import { OPERATIONS, SCHEMA, selectionOf } from "./scope-questions.js";

/*
 * Whether the register (scope-operations.ts) and the schema speak of the same: what one has and the other lacks, by the
 * names that the register has for it.
 */

/** What the schema has and the register lacks. */
export function missingFromRegister(): string[] {
  const ofOperations = [...OPERATIONS].flatMap(([operation, { args }]) => {
    const entry = SCOPED_OPERATIONS[operation];
    if (entry === undefined) return [operation];
    return args.filter(({ name, type }) => name !== entry.day && needsValues(type) && !entry.asks[name]).map(({ name }) => `${operation}.${name}`);
  });
  const ofFields = answeredTypes().flatMap((type) => Object.values(type.getFields()).flatMap((field) =>
    field.args.filter(({ type: taken }) => needsValues(taken)).map(({ name }) => `${type.name}.${field.name}.${name}`)));
  const ofInputs = Object.values(SCHEMA.getTypeMap()).filter(isInputObjectType).flatMap((type) =>
    Object.values(type.getFields()).filter((field) => needsValues(field.type)).map((field) => `${type.name}.${field.name}`));
  return [...ofOperations, ...ofFields.filter((place) => !FIELD_VALUES[place]), ...ofInputs.filter((place) => !INPUT_VALUES[place])];
}

/** What the register speaks of and the schema has no more. */
export function goneFromSchema(): string[] {
  const ofOperations = Object.entries(SCOPED_OPERATIONS).flatMap(([operation, { asks, day }]) =>
    [operation, ...[...Object.keys(asks), ...(day === null ? [] : [day])].map((name) => `${operation}.${name}`)]);
  const places = [...ofOperations, ...Object.keys(INPUT_VALUES), ...Object.keys(FIELD_VALUES)];
  return [...places.filter((place) => !isThere(place)), ...Object.keys(INPUTS_AS_A_WHOLE).filter((name) => !SCHEMA.getType(name))];
}

/** Fields that are selected in no question. */
export function fieldsNobodyAsks(): string[] {
  const asked = new Set([...OPERATIONS.keys()].flatMap((operation) => [...selectionOf(operation).fields]));
  return answeredTypes().flatMap((type) => Object.keys(type.getFields()).map((name) => `${type.name}.${name}`)).filter((place) => !asked.has(place));
}

/** The types that operations answer by, without the roots and what describes the schema. */
function answeredTypes(): GraphQLObjectType[] {
  const roots = new Set([...OPERATIONS.keys()].map((operation) => operation.split(".")[0]!));
  return Object.values(SCHEMA.getTypeMap()).filter(isObjectType).filter(({ name }) => !name.startsWith("__") && !roots.has(name));
}

/** Scalars but those whose values are the same everywhere (`valueOf` in scope-questions.ts). */
function needsValues(type: GraphQLInputType): boolean {
  const named = getNamedType(type);
  return isScalarType(named) && named.name !== "Boolean" && named.name !== "Date";
}

function isThere(place: string): boolean {
  const [typeName = "", fieldName = "", argument] = place.split(".");
  const type = SCHEMA.getType(typeName);
  const field = isObjectType(type) || isInputObjectType(type) ? type.getFields()[fieldName] : undefined;
  if (field === undefined) return false;
  return argument === undefined || ("args" in field && field.args.some(({ name }) => name === argument));
}
