import {
  type ASTVisitor, GraphQLError, Kind, type OperationDefinitionNode, type SelectionNode, type SelectionSetNode,
  type ValidationContext,
} from "graphql";
import { RequestError } from "./request-error.js";

/** Contract 4: larger operations are refused before anything runs. */
const MOST_ROOT_FIELDS = 50;
const GREATEST_DEPTH = 15;

/** A validation rule: at most 50 root fields and a depth of 15, aliases and fragments counted as what they select. */
export function operationLimits(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation: OperationDefinitionNode): void {
      if (countFields(operation.selectionSet, context, new Map()) > MOST_ROOT_FIELDS) {
        context.reportError(tooExpensive(`An operation has at most ${MOST_ROOT_FIELDS} root fields: split it.`));
      }
      if (isDeeper(operation.selectionSet, GREATEST_DEPTH, context, new Map())) {
        context.reportError(tooExpensive(`An operation is at most ${GREATEST_DEPTH} fields deep.`));
      }
    },
  };
}

function tooExpensive(message: string): GraphQLError {
  return new GraphQLError(message, { originalError: new RequestError("OPERATION_TOO_EXPENSIVE", message) });
}

/** Root fields of a selection. Each fragment is counted once and remembered, which also ends a cycle of fragments. */
function countFields(selectionSet: SelectionSetNode, context: ValidationContext, counted: Map<string, number>): number {
  const countOf = (selection: SelectionNode): number => {
    if (selection.kind === Kind.FIELD) return 1;
    if (selection.kind === Kind.INLINE_FRAGMENT) return countFields(selection.selectionSet, context, counted);
    const name = selection.name.value;
    const known = counted.get(name);
    if (known !== undefined) return known;
    counted.set(name, 0);
    const fragment = context.getFragment(name);
    const count = fragment ? countFields(fragment.selectionSet, context, counted) : 0;
    counted.set(name, count);
    return count;
  };
  return selectionSet.selections.reduce((sum, selection) => sum + countOf(selection), 0);
}

/**
 * Whether a selection goes deeper than what is left. A fragment that was looked into with as little or less left is not
 * looked into again, which bounds the work and ends a cycle of fragments.
 */
function isDeeper(
  selectionSet: SelectionSetNode, left: number, context: ValidationContext, lookedInto: Map<string, number>,
): boolean {
  if (left === 0) return true;
  return selectionSet.selections.some((selection) => {
    if (selection.kind === Kind.FIELD) {
      return selection.selectionSet !== undefined && isDeeper(selection.selectionSet, left - 1, context, lookedInto);
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) return isDeeper(selection.selectionSet, left, context, lookedInto);
    const name = selection.name.value;
    if ((lookedInto.get(name) ?? Number.POSITIVE_INFINITY) <= left) return false;
    lookedInto.set(name, left);
    const fragment = context.getFragment(name);
    return fragment ? isDeeper(fragment.selectionSet, left, context, lookedInto) : false;
  });
}
