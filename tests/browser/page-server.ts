import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A page as it is sent. */
export interface ServedPage {
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A server of pages that a test has made. */
export interface PageServer {
  readonly url: string;
  close(): Promise<void>;
}

/** @param pages by address; whatever else is asked for is not found */
export async function servePages(pages: (address: URL) => ServedPage | null): Promise<PageServer> {
  const server = createServer((request, response) => {
    const page = pages(new URL(request.url ?? "/", "http://localhost"));
    if (!page) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...page.headers });
    response.end(page.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}
