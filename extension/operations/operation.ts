/** A named operation of the gateway (contract 4), with the shapes of what goes in and what comes back. */
export interface Operation<Variables, Data> {
  readonly name: string;
  readonly text: string;
  /** Never set: they carry the types of this operation to whoever calls it. */
  readonly variables?: Variables;
  readonly data?: Data;
}

/** Gives a GraphQL text the types of its variables and data. The unit tests check each text against the schema. */
export function operation<Variables, Data>(name: string, text: string): Operation<Variables, Data> {
  return { name, text };
}
