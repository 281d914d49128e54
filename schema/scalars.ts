import { GraphQLScalarType } from "graphql";
import { GraphQLDateTimeISO, GraphQLJSONObject, GraphQLLocalDate } from "graphql-scalars";

/** A calendar date as text: never a point in time, so that no time zone moves it. A date that does not exist is refused. */
export const CalendarDate = new GraphQLScalarType<string, string>({
  ...GraphQLLocalDate.toConfig(),
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
