import { registerEnumType } from "type-graphql";

export const Language = { SV: "SV", EN: "EN" } as const;
export type Language = keyof typeof Language;

registerEnumType(Language, { name: "Language", description: "The language of texts for people." });
