import {
  type DocumentNode, getNamedType, getNullableType, GraphQLError, type GraphQLSchema, isCompositeType, isListType,
} from "graphql";
import { type ComplexityEstimator, type ComplexityEstimatorArgs, getComplexity } from "graphql-query-complexity";
import { DEFAULT_SIZE, LARGEST_SIZE } from "../database/keyset.js";
import { RequestError } from "../request-error.js";

/** An operation as it is asked: its document, which of the document's operations, and with which variables. */
export interface PricedOperation {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

/** What an operation may cost and read. */
export interface Cost {
  /** Objects in the answer when every page is full and every list as long as {@link USUAL_LENGTH} has it. */
  readonly answered: number;
  /** Cases, findings, loads and rows that are looked up: keys and page sizes, whatever is selected of each. */
  readonly read: number;
}

/** A page of 500 findings with all there is about each costs some 6 000, an overlay of 200 keys 3 200. */
export const GREATEST_COST = 10_000;

/** How long lists without a page size are: about what 19 of 20 are in a city's data. */
const USUAL_LENGTH: Readonly<Record<string, number>> = {
  "Case.decisions": 12,
  "Case.findings": 3,
  "Case.individualPlans": 2,
  "CaseOverlay.findings": 2,
  "Decision.followUps": 4,
  "Decision.orders": 3,
  "DecisionCheck.findings": 3,
  "Finding.evidence": 5,
  "Order.plans": 3,
  "Query.pageAdapters": 4,
  "Query.rules": 60,
  "Rule.parameters": 2,
};
const LENGTH_OF_OTHERS = 10;

/**
 * What an operation costs at most; null when its variables don't fit, which its execution tells.
 * @throws RequestError OPERATION_TOO_EXPENSIVE
 */
export function costOf(schema: GraphQLSchema, operation: PricedOperation): Cost | null {
  let read = 0;
  const estimator: ComplexityEstimator = (field) => {
    if (isRootField(field, schema)) read += lookedUp(field);
    return answeredBy(field);
  };
  const answered = complexity(schema, operation, estimator);
  if (answered === null) return null;
  if (answered <= GREATEST_COST) return { answered, read };
  throw new RequestError(
    "OPERATION_TOO_EXPENSIVE",
    `The answer could have ${answered} objects, and ${GREATEST_COST} are allowed: ask for smaller pages, fewer keys or fewer fields.`,
  );
}

function complexity(schema: GraphQLSchema, operation: PricedOperation, estimator: ComplexityEstimator): number | null {
  const { document: query, operationName, variables } = operation;
  try {
    return getComplexity({ schema, query, operationName, variables, estimators: [estimator], maxQueryNodes: GREATEST_COST });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (!error.message.includes("maximum allowed number of nodes")) return null;
    throw new RequestError("OPERATION_TOO_EXPENSIVE", "The operation selects too much by its fragments.");
  }
}

/** One object, and what is selected of it, as many times as it can be there. Describing the schema is free. */
function answeredBy({ args, childComplexity, field, type }: ComplexityEstimatorArgs): number {
  const named = getNamedType(field.type);
  if (!isCompositeType(named) || named.name.startsWith("__")) return 0;
  const pageSize = pageSizeOf(args);
  if (pageSize !== null) return pageSize * Math.max(childComplexity, 1);
  // The page size above has multiplied these already.
  const isMany = isListType(getNullableType(field.type)) && field.name !== "edges";
  const length = isMany ? (USUAL_LENGTH[`${type.name}.${field.name}`] ?? LENGTH_OF_OTHERS) : 1;
  return length * (1 + childComplexity);
}

/** `first` of a connection, or the number of `keys`; null for a field that takes neither. */
function pageSizeOf({ first, keys }: Readonly<Record<string, unknown>>): number | null {
  if (first === null) return DEFAULT_SIZE;
  // A larger page is refused by what takes it.
  if (typeof first === "number") return Math.min(Math.max(first, 0), LARGEST_SIZE);
  return Array.isArray(keys) ? keys.length : null;
}

function isRootField({ type }: ComplexityEstimatorArgs, schema: GraphQLSchema): boolean {
  return type === schema.getQueryType() || type === schema.getMutationType();
}

function lookedUp({ args, field }: ComplexityEstimatorArgs): number {
  const named = getNamedType(field.type);
  return isCompositeType(named) && !named.name.startsWith("__") ? (pageSizeOf(args) ?? 1) : 0;
}
