import {
  type DocumentNode, type FragmentDefinitionNode, Kind, type OperationDefinitionNode, type SelectionSetNode, visit,
} from "graphql";
import { RequestError } from "../request-error.js";

/** Contract 4: larger operations are refused before anything runs. */
const MOST_ROOT_FIELDS = 50;
const GREATEST_DEPTH = 15;

/** More than any honest document has: an introspection query has some 300. */
export const MOST_TOKENS = 4_000;
/** Fields of the same name in one place are compared in pairs when a document is validated. */
const MOST_FIELDS = 1_000;
const MOST_ALIASES = 100;

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/**
 * Holds a document that was parsed, and not yet validated, against the limits: root fields, depth, aliases and fields,
 * fragments counted as what they select.
 * @throws RequestError OPERATION_TOO_EXPENSIVE
 */
export function checkDocument(document: DocumentNode): void {
  checkSize(document);
  const fragments = new Map(document.definitions.flatMap((definition) =>
    definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : []));
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) checkOperation(definition, fragments);
  }
}

function checkSize(document: DocumentNode): void {
  let fields = 0;
  let aliases = 0;
  visit(document, {
    Field({ alias }) {
      fields += 1;
      if (alias) aliases += 1;
    },
  });
  if (fields > MOST_FIELDS) throw tooExpensive(`A document has at most ${MOST_FIELDS} fields.`);
  if (aliases > MOST_ALIASES) throw tooExpensive(`A document has at most ${MOST_ALIASES} aliases: use variables and lists of keys.`);
}

function checkOperation({ selectionSet }: OperationDefinitionNode, fragments: Fragments): void {
  if (countFields(selectionSet, fragments, new Map()) > MOST_ROOT_FIELDS) {
    throw tooExpensive(`An operation has at most ${MOST_ROOT_FIELDS} root fields: split it.`);
  }
  if (isDeeper(selectionSet, GREATEST_DEPTH, fragments, new Map())) {
    throw tooExpensive(`An operation is at most ${GREATEST_DEPTH} fields deep.`);
  }
}

function tooExpensive(message: string): RequestError {
  return new RequestError("OPERATION_TOO_EXPENSIVE", message);
}

/** Root fields of a selection. Each fragment is counted once and remembered, which also ends a cycle of fragments. */
function countFields({ selections }: SelectionSetNode, fragments: Fragments, counted: Map<string, number>): number {
  let count = 0;
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) count += 1;
    else if (selection.kind === Kind.INLINE_FRAGMENT) count += countFields(selection.selectionSet, fragments, counted);
    else count += countFragment(selection.name.value, fragments, counted);
  }
  return count;
}

function countFragment(name: string, fragments: Fragments, counted: Map<string, number>): number {
  const known = counted.get(name);
  if (known !== undefined) return known;
  counted.set(name, 0);
  const fragment = fragments.get(name);
  const count = fragment ? countFields(fragment.selectionSet, fragments, counted) : 0;
  counted.set(name, count);
  return count;
}

/**
 * Whether a selection goes deeper than what is left. A fragment that was looked into with as little or less left is not
 * looked into again, which bounds the work and ends a cycle of fragments.
 */
function isDeeper({ selections }: SelectionSetNode, left: number, fragments: Fragments, lookedInto: Map<string, number>): boolean {
  if (left === 0) return true;
  return selections.some((selection) => {
    if (selection.kind === Kind.FIELD) {
      return selection.selectionSet !== undefined && isDeeper(selection.selectionSet, left - 1, fragments, lookedInto);
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) return isDeeper(selection.selectionSet, left, fragments, lookedInto);
    const name = selection.name.value;
    if ((lookedInto.get(name) ?? Number.POSITIVE_INFINITY) <= left) return false;
    lookedInto.set(name, left);
    const fragment = fragments.get(name);
    return fragment ? isDeeper(fragment.selectionSet, left, fragments, lookedInto) : false;
  });
}
