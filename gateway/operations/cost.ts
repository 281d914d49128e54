import {
  type ArgumentNode, type DocumentNode, type FieldNode, getNamedType, getNullableType, type GraphQLArgument, type GraphQLField, type GraphQLNamedType,
  type GraphQLObjectType, type GraphQLSchema,
  isListType, isObjectType, Kind, type OperationDefinitionNode, type SelectionSetNode,
} from "graphql";
import { DEFAULT_SIZE, LARGEST_SIZE } from "../database/keyset.js";
import { RequestError } from "../request-error.js";

/** A valid operation as it is asked. */
export interface AskedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What an operation may cost, at most. */
export interface Cost {
  /** Objects in the answer when every page is full and every list as long as {@link USUAL_LENGTH} has it, and what is counted for it. */
  readonly answered: number;
  /** Cases, findings, loads and rows that are looked up: keys and page sizes, whatever is selected of each, and what is counted. */
  readonly read: number;
}

/** A page of 500 findings with all there is about each costs some 6 000, an overlay of 200 keys 3 200. */
export const GREATEST_COST = 10_000;

/** How long lists without a page size are: about what 19 of 20 are in a city's data. */
const USUAL_LENGTH: Readonly<Record<string, number>> = {
  "BudgetFollowUp.lines": 40,
  "BudgetRow.months": 12,
  "Case.costs": 3,
  "Case.decisions": 12,
  "Case.findings": 3,
  "Case.individualPlans": 2,
  "Case.onCall": 12,
  "CaseOverlay.findings": 2,
  "Caseload.loads": 50,
  "Decision.followUps": 4,
  "Decision.orders": 3,
  "DecisionCheck.findings": 3,
  "DecisionCheck.notices": 4,
  "Finding.disputes": 1,
  "Finding.evidence": 5,
  "Finding.reminders": 1,
  "ListedClient.findings": 2,
  "Order.deliveries": 12,
  "Order.plans": 3,
  "Order.reminders": 1,
  "Query.pageAdapters": 4,
  "Query.rulePrecision": 40,
  "Query.rules": 60,
  "Query.sources": 300,
  "Rule.parameters": 2,
  "RuleSimulation.added": 100,
  "RuleSimulation.byCaseworker": 50,
  "RuleSimulation.removed": 100,
  "WorklistCounts.kinds": 16,
};
const LENGTH_OF_OTHERS = 10;

/** What a `totalCount` costs beside its page: it looks at every row of the list, of which the page has a few. */
const COUNT_OF_A_LIST = 200;
const COUNT_OF: Readonly<Record<string, number>> = {
  // Up to 100 000 changes.
  ChangeConnection: 2_000,
};

/** What is looked up for a field that takes no page size, whatever is selected of it, where that is not one object. */
const LOOKED_UP: Readonly<Record<string, number>> = {
  // Findings: a hundred that would be added, and a hundred that would go.
  "Query.simulateRule": 200,
};

/**
 * What an operation costs at most: one for each object, times the page sizes and list lengths around it, and each count.
 * @throws RequestError OPERATION_TOO_EXPENSIVE, or BAD_USER_INPUT for a kind of operation that the schema lacks
 */
export function costOf(schema: GraphQLSchema, asked: AskedOperation): Cost {
  const cost = new OperationCost(schema, asked).total();
  if (cost.answered <= GREATEST_COST) return cost;
  throw new RequestError(
    "OPERATION_TOO_EXPENSIVE",
    `The answer could have ${cost.answered} objects, and ${GREATEST_COST} are allowed: ask for smaller pages, fewer keys or fewer fields.`,
  );
}

/**
 * The cost of a part of an operation, and under which names it asks for the count of the list that it is about: each name
 * is counted once, however often it is written, and however large the page is.
 */
interface PartCost extends Cost {
  readonly counts: ReadonlySet<string>;
}

const NOTHING: PartCost = { answered: 0, read: 0, counts: new Set() };

class OperationCost {
  /** Each fragment is counted once, however often it is spread: its cost does not depend on where. */
  private readonly fragments = new Map<string, PartCost>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly asked: AskedOperation,
  ) {}

  total(): Cost {
    const { operation } = this.asked;
    const root = this.schema.getRootType(operation.operation);
    if (!root) throw new RequestError("BAD_USER_INPUT", `This gateway has no ${operation.operation}.`);
    const { answered, read } = this.ofSelection(operation.selectionSet, root);
    return { answered, read };
  }

  /** `read` is what the fields of this very selection look up. */
  private ofSelection({ selections }: SelectionSetNode, type: GraphQLNamedType | undefined): PartCost {
    let answered = 0;
    let read = 0;
    const counts = new Set<string>();
    for (const selection of selections) {
      const cost = selection.kind === Kind.FIELD ? this.ofField(selection, type)
        : selection.kind === Kind.FRAGMENT_SPREAD ? this.ofFragment(selection.name.value)
          : this.ofSelection(selection.selectionSet, this.narrowed(selection.typeCondition?.name.value, type));
      answered += cost.answered;
      read += cost.read;
      for (const name of cost.counts) counts.add(name);
    }
    return { answered, read, counts };
  }

  private ofField(field: FieldNode, type: GraphQLNamedType | undefined): PartCost {
    const definition = isObjectType(type) ? type.getFields()[field.name.value] : undefined;
    if (!isObjectType(type) || definition === undefined) return NOTHING;
    if (field.selectionSet === undefined) return this.ofValue(field, type, definition);
    const part = getNamedType(definition.type);
    const { answered, counts } = this.ofSelection(field.selectionSet, part);
    const counted = counts.size * (COUNT_OF[part.name] ?? COUNT_OF_A_LIST);
    const first = definition.args.find(({ name }) => name === "first");
    const keys = argument(field, "keys");
    if (first) {
      const size = this.pageSize(argument(field, "first"), first);
      return { ...NOTHING, answered: size * Math.max(answered, 1) + counted, read: size + counted };
    }
    if (keys) {
      const count = this.length(keys);
      return { ...NOTHING, answered: count * (1 + answered) + counted, read: Math.max(count, 1) + counted };
    }
    // The page size above has multiplied these already.
    const isMany = isListType(getNullableType(definition.type)) && field.name.value !== "edges";
    const length = isMany ? (USUAL_LENGTH[`${type.name}.${field.name.value}`] ?? LENGTH_OF_OTHERS) : 1;
    return { ...NOTHING, answered: length * (1 + answered) + counted, read: (LOOKED_UP[`${type.name}.${field.name.value}`] ?? 1) + counted };
  }

  /** Values cost nothing, nor does describing the schema; but for what has to be counted, and what is looked up for a value alone. */
  private ofValue({ alias }: FieldNode, type: GraphQLObjectType, { name, args }: GraphQLField<unknown, unknown>): PartCost {
    if (name === "totalCount") return { ...NOTHING, counts: new Set([alias?.value ?? name]) };
    const isRoot = type === this.schema.getRootType(this.asked.operation.operation);
    return isRoot && args.length > 0 ? { ...NOTHING, answered: 1, read: 1 } : NOTHING;
  }

  private ofFragment(name: string): PartCost {
    const known = this.fragments.get(name);
    if (known) return known;
    const fragment = this.asked.document.definitions.find(
      (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
    );
    const cost = fragment?.kind === Kind.FRAGMENT_DEFINITION
      ? this.ofSelection(fragment.selectionSet, this.schema.getType(fragment.typeCondition.name.value))
      : NOTHING;
    this.fragments.set(name, cost);
    return cost;
  }

  private narrowed(name: string | undefined, type: GraphQLNamedType | undefined): GraphQLNamedType | undefined {
    return name === undefined ? type : this.schema.getType(name);
  }

  /** A page that is larger than allowed is refused by what takes it. */
  private pageSize(given: ArgumentNode | undefined, first: GraphQLArgument): number {
    const value = (given && this.valueOf(given)) ?? first.defaultValue;
    return typeof value === "number" ? Math.min(Math.max(value, 0), LARGEST_SIZE) : DEFAULT_SIZE;
  }

  private length(keys: ArgumentNode): number {
    if (keys.value.kind === Kind.LIST) return keys.value.values.length;
    const value = this.valueOf(keys);
    return Array.isArray(value) ? value.length : 1;
  }

  private valueOf({ value }: ArgumentNode): unknown {
    if (value.kind === Kind.INT) return Number(value.value);
    return value.kind === Kind.VARIABLE ? this.variable(value.name.value) : undefined;
  }

  private variable(name: string): unknown {
    const given = this.asked.variables[name];
    if (given !== undefined) return given;
    const definition = this.asked.operation.variableDefinitions?.find(({ variable }) => variable.name.value === name);
    const fallback = definition?.defaultValue;
    if (fallback?.kind === Kind.LIST) return fallback.values;
    return fallback?.kind === Kind.INT ? Number(fallback.value) : undefined;
  }
}

function argument({ arguments: given }: FieldNode, name: string): ArgumentNode | undefined {
  return given?.find((each) => each.name.value === name);
}
