import { createServer, type Server } from "node:net";
import { once } from "node:events";
import { expect, test } from "vitest";
import { listenFault } from "../../../gateway/commands/listen-fault.js";

const faultOf = async (server: Server, where: { readonly host: string; readonly port: number }): Promise<unknown> => {
  server.listen(where);
  const [error] = await once(server, "error") as [unknown];
  return error;
};

test("a port that is taken is told in a line", async () => {
  const other = createServer().listen({ host: "127.0.0.1", port: 0 });
  await once(other, "listening");
  const { port } = other.address() as { port: number };
  const error = await faultOf(createServer(), { host: "127.0.0.1", port });
  other.close();
  expect(listenFault(error)).toBe(
    `A port is taken. Set PORT to a free one, or stop the other program (listen EADDRINUSE: address already in use 127.0.0.1:${port}).`,
  );
});

test("an address of another computer is told in a line", async () => {
  expect(listenFault(await faultOf(createServer(), { host: "203.0.113.7", port: 0 }))).toContain("HOST is no address of this computer.");
});

test.each([
  ["EACCES", "listen", "This account may not listen on that port."], ["ENOTFOUND", "getaddrinfo", "The name in HOST is not known."],
  ["EAI_AGAIN", "getaddrinfo", "The name in HOST could not be looked up."],
])("%s is told in a line", (code, syscall, told) => {
  expect(listenFault(Object.assign(new Error("as the system says it"), { code, syscall }))).toContain(told);
});

test.each([
  ["of another call", Object.assign(new Error("connect ENOTFOUND"), { code: "EACCES", syscall: "open" })], ["of another kind", new Error("x")],
])("a fault %s is not one of these", (_, error) => {
  expect(listenFault(error)).toBeNull();
});
