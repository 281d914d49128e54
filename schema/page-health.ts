import { Field, InputType, Int, registerEnumType } from "type-graphql";

export const PageOutcome = {
  RECOGNISED: "RECOGNISED",
  NO_ROWS: "NO_ROWS",
  NO_KEYS: "NO_KEYS",
  FEW_KEYS: "FEW_KEYS",
  NO_PLACES: "NO_PLACES",
  UNKNOWN_KEYS: "UNKNOWN_KEYS",
  IN_THE_WAY: "IN_THE_WAY",
} as const;
export type PageOutcome = keyof typeof PageOutcome;

registerEnumType(PageOutcome, {
  name: "PageOutcome",
  description: "How the overlay understood a page that an adapter matched.",
  valuesConfig: {
    RECOGNISED: { description: "Most rows have a key." },
    NO_ROWS: { description: "No row where rows should be, or nothing of what the page is known by." },
    NO_KEYS: { description: "Rows, and none has a key." },
    FEW_KEYS: { description: "Most rows have no key." },
    NO_PLACES: { description: "Keys, and no place for a badge." },
    UNKNOWN_KEYS: { description: "Keys, and all of them are unknown to this caller." },
    IN_THE_WAY: { description: "Our own elements would hide rows from the adapter: the page is left alone." },
  },
});

@InputType({ description: "How one page was understood: its id and counts, never content." })
export class PageHealthInput {
  @Field(() => String, { description: "Of the adapter." })
  system!: string;

  @Field(() => String, { description: "Id of the page in the adapter." })
  page!: string;

  @Field(() => PageOutcome)
  outcome!: PageOutcome;

  @Field(() => Int)
  rows!: number;

  @Field(() => Int, { description: "Rows without a key that is certain." })
  withoutKey!: number;

  @Field(() => Int, { description: "Of these, rows where something stands that does not fit the adapter's pattern." })
  unfit!: number;

  @Field(() => Int, { description: "Keys that are unknown to this caller." })
  unknown!: number;
}
