import type { IncomingMessage } from "node:http";
import { decodeWindows1252 } from "./windows-1252.js";

/** A request as a page handler sees it: where to, with which fields. */
export interface PageRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly query: Fields;
  readonly form: Fields;
}

/** Fields of a query string or a form, decoded. A missing field is empty. */
export class Fields {
  constructor(private readonly values: ReadonlyMap<string, string>) {}

  /** The value of a field; empty when it was not sent. */
  get(name: string): string {
    return this.values.get(name) ?? "";
  }

  /** The value of the first field whose name ends so; for names whose beginning is generated. */
  ending(end: string): string {
    return [...this.values].find(([name]) => name.endsWith(end))?.[1] ?? "";
  }
}

/** What a page handler answers. */
export interface PageAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  /** Where to go instead, for a redirect. */
  readonly location?: string;
}

/** The alphabet of a family of pages: of its documents and of the forms that browsers send back. */
export type Alphabet = "windows-1252" | "utf-8";

const BODY_LIMIT = 1_000_000;

/** The form is larger than any page of the case system sends. */
export class FormTooLarge extends Error {}

/** Decodes `a=b&c=d` in the alphabet of the page that sent it. */
export function parseFields(text: string, alphabet: Alphabet): Fields {
  const decode = (part: string): string => {
    const bytes = Buffer.from(
      part.replaceAll("+", " ").replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
      "latin1",
    );
    return alphabet === "utf-8" ? bytes.toString("utf8") : decodeWindows1252(bytes);
  };
  const pairs = text.split("&").filter((pair) => pair !== "");
  return new Fields(
    new Map(
      pairs.map((pair) => {
        const [name = "", ...value] = pair.split("=");
        return [decode(name), decode(value.join("="))];
      }),
    ),
  );
}

/** Reads the whole body of a request. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    length += bytes.length;
    if (length > BODY_LIMIT) throw new FormTooLarge();
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("latin1");
}
