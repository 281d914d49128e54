import type { DataSource } from "typeorm";
import { expect } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { type ChangeRequest, changePage } from "../../gateway/feed/query-changes.js";
import { RequestError } from "../../gateway/request-error.js";
import type { ToldChange } from "../../gateway/feed/told-change.js";
import { RING } from "./world.js";

/** Somebody who keeps copies of what the feed tells, as docs/integrations.md says. */
export class FeedReader {
  private readonly held = new Map<string, NonNullable<ToldChange["fact"]>>();
  /** Everything that was ever told, in order. */
  readonly told: ToldChange[] = [];
  begunAnew = 0;
  private after: string | null = null;

  constructor(
    private readonly dataSource: DataSource,
    readonly viewer: Viewer,
    private readonly types: ChangeRequest["types"] = null,
  ) {}

  /** Reads so many pages, or to the end. @returns whether it came there */
  async read(size: number, pages = Number.POSITIVE_INFINITY): Promise<boolean> {
    for (let page = 0; page < pages; page += 1) {
      const { edges, pageInfo } = await this.page(size);
      for (const { node } of edges) this.apply(node);
      this.after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) return true;
    }
    return false;
  }

  /** When the cursor is refused everything begins anew. */
  private async page(size: number): ReturnType<typeof changePage> {
    try {
      return await changePage(this.dataSource, RING, this.viewer, { after: this.after, types: this.types, first: size });
    } catch (error) {
      if (this.after === null || !(error instanceof RequestError) || error.code !== "BAD_USER_INPUT") throw error;
      this.after = null;
      this.held.clear();
      this.told.length = 0;
      this.begunAnew += 1;
      return this.page(size);
    }
  }

  /** The copies, by type and key. */
  copies(): Record<string, unknown> {
    return Object.fromEntries(this.held);
  }

  /** Whom each copy is about. */
  persons(): Record<string, unknown> {
    return Object.fromEntries([...this.held].map(([name, fact]) => [name, fact["personKey"]]));
  }

  /** Keys of persons of whom they were told that they are gone, and of whom they had never been told anything. */
  purgedStrangers(): string[] {
    const known = new Set<unknown>();
    return this.told.flatMap(({ operation, key, fact }) => {
      known.add(fact?.["personKey"]);
      return operation === "PURGED" && !known.has(key) ? [key] : [];
    });
  }

  private apply(change: ToldChange): void {
    const { sequence, type, key, operation, fact } = change;
    const before = this.told.at(-1);
    if (before) expect(sequence > before.sequence, `${sequence} comes after ${before.sequence}`).toBe(true);
    this.told.push(change);
    switch (operation) {
      case "ADDED": case "CHANGED": case "ENTERED_SCOPE":
        this.held.set(`${type} ${key}`, fact!);
        break;
      case "WITHDRAWN": case "LEFT_SCOPE":
        this.held.delete(`${type} ${key}`);
        break;
      case "PURGED":
        for (const [held, content] of this.held) if (content["personKey"] === key) this.held.delete(held);
    }
  }
}
