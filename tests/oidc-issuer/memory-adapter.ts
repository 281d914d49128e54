/** What the issuer remembers of a session, a code or a token. */
interface Entry {
  readonly grantId?: string;
  readonly uid?: string;
  readonly consumed?: number;
}

/** The memory of one issuer, by kind and id; gone with it. Nothing is thrown away at its end: the issuer checks ends itself. */
export function memoryAdapter(): new (kind: string) => object {
  const entries = new Map<string, Entry>();
  return class {
    constructor(private readonly kind: string) {}

    upsert(id: string, entry: Entry): Promise<void> {
      entries.set(this.keyOf(id), entry);
      return Promise.resolve();
    }

    find(id: string): Promise<Entry | undefined> {
      return Promise.resolve(entries.get(this.keyOf(id)));
    }

    findByUid(uid: string): Promise<Entry | undefined> {
      return Promise.resolve([...entries].find(([key, entry]) => key.startsWith(`${this.kind} `) && entry.uid === uid)?.[1]);
    }

    consume(id: string): Promise<void> {
      const entry = entries.get(this.keyOf(id));
      if (entry) entries.set(this.keyOf(id), { ...entry, consumed: Math.floor(Date.now() / 1000) });
      return Promise.resolve();
    }

    destroy(id: string): Promise<void> {
      entries.delete(this.keyOf(id));
      return Promise.resolve();
    }

    revokeByGrantId(grantId: string): Promise<void> {
      for (const [key, entry] of entries) if (entry.grantId === grantId) entries.delete(key);
      return Promise.resolve();
    }

    private keyOf(id: string): string {
      return `${this.kind} ${id}`;
    }
  };
}
