import { getNamedType, type GraphQLField, type GraphQLFieldResolver, type GraphQLSchema, isLeafType, isObjectType } from "graphql";
import { getMetadataStorage } from "type-graphql";
import type { RequestContext } from "./request-context.js";

type Resolver = GraphQLFieldResolver<unknown, RequestContext, Readonly<Record<string, unknown>>>;
type FieldMetadata = ReturnType<typeof getMetadataStorage>["fieldResolvers"][number];
type ParameterMetadata = NonNullable<FieldMetadata["params"]>[number];

/**
 * Lets fields below the roots be answered as soon as they are asked: a property is read, a field resolver called. type-graphql
 * makes a promise for every argument, to be checked, and an object for every property, to be passed on: with hundreds of
 * values in the answer of one page that is most of its time. Nothing here checks arguments, and no field has a middleware
 * or a role of its own; one that had is left as it is.
 */
export function answerAtOnce(schema: GraphQLSchema): GraphQLSchema {
  const { objectTypes, fieldResolvers } = getMetadataStorage();
  const names = new Map(objectTypes.map(({ target, name }) => [target, name]));
  const nameOf = ({ getObjectType }: FieldMetadata): string => names.get(getObjectType?.() as never) ?? "";
  const resolvers = new Map(fieldResolvers.map((metadata) => [`${nameOf(metadata)}.${metadata.schemaName}`, metadata]));
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith("__") || roots.includes(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const metadata = resolvers.get(`${type.name}.${field.name}`);
      field.resolve = metadata === undefined ? undefined : (resolverOf(metadata, field) ?? field.resolve);
    }
  }
  return schema;
}

/** Null for one that needs what type-graphql does for it. */
function resolverOf(metadata: FieldMetadata, field: GraphQLField<unknown, unknown>): Resolver | null {
  const { target, methodName, params = [], middlewares = [], roles } = metadata;
  if (middlewares.length > 0 || roles !== undefined) return null;
  const parameters = [...params].sort((one, other) => one.index - other.index).map((parameter) => parameterOf(parameter, field));
  if (parameters.includes(null)) return null;
  // Resolvers keep nothing between calls, so one serves all.
  const instance = new (target as new () => Record<string, (...values: unknown[]) => unknown>)();
  const method = instance[methodName]!;
  return (root, args, context, info) => method.apply(instance, parameters.map((parameter) => parameter!(root, args, context, info)));
}

function parameterOf(parameter: ParameterMetadata, field: GraphQLField<unknown, unknown>): Resolver | null {
  switch (parameter.kind) {
    case "root":
      return parameter.propertyName === undefined ? (root) => root : null;
    case "context":
      return parameter.propertyName === undefined ? (_, __, context) => context : null;
    case "arg": {
      const taken = field.args.find(({ name }) => name === parameter.name);
      return taken && isLeafType(getNamedType(taken.type)) ? (_, args) => args[parameter.name] : null;
    }
    default:
      return null;
  }
}
