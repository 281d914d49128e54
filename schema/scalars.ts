import { GraphQLError, GraphQLScalarType, type ValueNode } from "graphql";
import { GraphQLDateTimeISO, GraphQLJSONObject, GraphQLLocalDate } from "graphql-scalars";

const anyYear = GraphQLLocalDate.toConfig();

/**
 * A calendar date as text, from 0001-01-01 to 9999-12-31: never a point in time, so that no time zone moves it. A date that
 * does not exist is refused, and there is no year 0, neither in the rules nor in the database.
 */
export const CalendarDate = new GraphQLScalarType<string, string>({
  ...anyYear,
  parseValue: (value: unknown) => inAYear(anyYear.parseValue(value)),
  parseLiteral: (literal: ValueNode) => inAYear(anyYear.parseLiteral(literal, undefined)),
  name: "Date",
  description: "ISO 8601 calendar date, 2026-11-21.",
});

export const DateTime = new GraphQLScalarType<Date | string, string>({
  ...GraphQLDateTimeISO.toConfig(),
  name: "DateTime",
  description: "RFC 3339 with offset.",
});

export const JSONObject = new GraphQLScalarType({
  ...GraphQLJSONObject.toConfig(),
  name: "JSONObject",
  description: "A JSON object.",
  specifiedByURL: null,
});

function inAYear(date: string): string {
  if (date.startsWith("0000")) throw new GraphQLError("There is no year 0.");
  return date;
}
