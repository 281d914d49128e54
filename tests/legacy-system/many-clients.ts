import type { Client, Register } from "./register.js";

/** A register of as many clients: those of the sample again and again, each time with other numbers and without decisions. */
export function withClients(register: Register, count: number): Register {
  const own = [...register.clients.values()];
  const clients = new Map<string, Client>();
  for (let index = 0; clients.size < count; index += 1) {
    const client = own[index % own.length]!;
    const fileNumber = index < own.length ? client.fileNumber : `${String(900_000 + index)}-${index % 10}`;
    clients.set(fileNumber, { ...client, fileNumber });
  }
  return { ...register, clients };
}
