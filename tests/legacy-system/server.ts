import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { readExtract } from "./extract.js";
import { paraplyAnswer } from "./paraply/pages.js";
import { paraplyNotFound } from "./paraply/layout.js";
import { withClients } from "./many-clients.js";
import { type Register, registerOf } from "./register.js";
import { vardWebAnswer } from "./vardweb/pages.js";
import { FormTooLarge, type PageAnswer, type PageRequest, parseFields, readBody } from "./web.js";

/** Where the stand-in case system gets its people and where it listens. */
export interface LegacySystemOptions {
  /** Folders with extracts (contract 1), one for each night, in order. */
  readonly folders: readonly string[];
  /** As many clients as this, however many the extracts have. */
  readonly clients?: number;
  /** Port to listen on; a free one without it. */
  readonly port?: number;
  /** Address to listen on; this machine alone without it. */
  readonly host?: string;
}

/** A running stand-in case system. */
export interface LegacySystem {
  /** Its root, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

async function pageRequest(request: IncomingMessage): Promise<PageRequest | null> {
  const method = request.method === "HEAD" ? "GET" : request.method;
  if (method !== "GET" && method !== "POST") return null;
  const [path = "/", query = ""] = (request.url ?? "/").split("?");
  const alphabet = path.startsWith("/vardweb/") ? "utf-8" : "windows-1252";
  const body = method === "POST" ? await readBody(request) : "";
  return { method, path, query: parseFields(query, alphabet), form: parseFields(body, alphabet) };
}

function pages(register: Register): (request: PageRequest) => PageAnswer {
  let loads = 4;
  return (request) => {
    if (request.path === "/" || request.path === "/paraply" || request.path === "/vardweb") {
      const location = request.path === "/vardweb" ? "/vardweb/" : "/paraply/";
      return { status: 302, contentType: "text/plain", body: "", location };
    }
    if (request.path.startsWith("/vardweb/")) {
      loads += 1;
      return vardWebAnswer(register, request, loads);
    }
    return paraplyAnswer(register, request);
  };
}

async function answerTo(
  request: IncomingMessage,
  page: (request: PageRequest) => PageAnswer,
): Promise<PageAnswer> {
  try {
    const asked = await pageRequest(request);
    return asked ? page(asked) : { status: 405, contentType: "text/plain", body: "" };
  } catch (error) {
    if (error instanceof FormTooLarge) return { ...paraplyNotFound("Formuläret är för stort."), status: 413 };
    console.error(error);
    return { status: 500, contentType: "text/plain", body: "Internal Server Error" };
  }
}

function send(response: ServerResponse, answer: PageAnswer): void {
  response.writeHead(answer.status, {
    "Content-Type": answer.contentType,
    "Content-Length": Buffer.byteLength(answer.body),
    "Cache-Control": "no-cache",
    ...(answer.location === undefined ? {} : { Location: answer.location }),
  });
  response.end(answer.body);
}

/**
 * Starts the stand-in for the city's case system: two families of old pages (`/paraply/` and `/vardweb/`) that show
 * the people of the extracts, by themselves and from the files alone. Nothing can be saved in it.
 */
export async function startLegacySystem({ folders, clients, port = 0, host = "127.0.0.1" }: LegacySystemOptions): Promise<LegacySystem> {
  const register = registerOf(await readExtract(folders));
  const page = pages(clients === undefined ? register : withClients(register, clients));
  const server = createServer((request, response) => {
    void answerTo(request, page).then((answer) => {
      send(response, answer);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${taken}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => {
          if (error) reject(error);
          else resolve();
        });
        server.closeAllConnections();
      }),
  };
}
