import type { Answer, Away, FailureCode, Service } from "../messages.js";

/** After a failure the first question goes through this much later, then after twice as long, and so on. */
const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 60_000;
/** Computers that lost the gateway at one moment must not come back to it at one moment. */
const SPREAD = 0.2;
/** Whoever presses a button again and again asks no more often than this. */
const SHORTEST_REST_MS = 2_000;
/** What is shown is a minute: writing the time down more often than this tells nobody more. */
const NOTED_EVERY_MS = 10_000;

/** What is known of the two services. Nothing of a person. */
export interface ConnectionMemory {
  /** Where the services are. Of others nothing is known. */
  readonly place: string;
  /** When each last answered, in ms; left out: not since the browser was started. */
  readonly answeredAt: Readonly<Partial<Record<Service, number>>>;
  /** Null: as far as is known, both answer. */
  readonly away: { readonly service: Service; readonly triedAt: number; readonly tries: number; readonly tryAt: number } | null;
}

/** What the connection needs of the world around it. */
export interface ConnectionWorld {
  /** Where it keeps what it knows while the worker sleeps: in memory alone (`storage.session`). */
  readonly read: () => Promise<ConnectionMemory | null>;
  readonly write: (memory: ConnectionMemory) => Promise<void>;
  /** The addresses of both, as one text: whoever corrects them in the settings is not held up by what was wrong. */
  readonly place: () => Promise<string>;
  /** A service that was away answers again. */
  readonly back: () => void;
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** Nobody is signed in, the address may not be called, or nobody may be told: then nobody was asked. */
const UNHEARD: ReadonlySet<FailureCode> = new Set<FailureCode>(["UNAUTHENTICATED", "NOT_PERMITTED", "UNREACHABLE", "LOCKED"]);

/** That a service was asked and did not answer; {@link Connection} adds what it knows. */
export function missed(service: Service): Answer<never> {
  return { ok: false, code: "UNREACHABLE", away: { service, answeredAt: null, tryAt: 0 } };
}

/**
 * Stands between all frames and the services. While one is away no question is sent but a single one now and then, whose
 * outcome is everybody's: however many frames ask, an outage is no storm.
 */
export class Connection {
  readonly #world: ConnectionWorld;
  #memory: Promise<ConnectionMemory | null> | null = null;
  #trying: Promise<unknown> | null = null;
  #notedAt = -Infinity;

  constructor(world: ConnectionWorld) {
    this.#world = world;
  }

  /** Asks, or answers at once that there is nobody to ask. @param ask fails with {@link missed} when a service does not answer */
  async through<Data>(ask: () => Promise<Answer<Data>>): Promise<Answer<Data>> {
    const { away } = await this.#known();
    if (away === null) return this.#note(await ask());
    if (this.#trying) {
      await this.#trying;
      return this.through(ask);
    }
    if (this.#world.now() < away.tryAt) return this.#fail(away.service);
    const trying = ask().then((answer) => this.#note(answer)).finally(() => { this.#trying = null; });
    this.#trying = trying.catch(() => null);
    return trying;
  }

  /** Somebody is waiting, or the network is back: the next question goes through. */
  async tryNow(): Promise<void> {
    const memory = await this.#known();
    if (memory.away === null || this.#world.now() - memory.away.triedAt < SHORTEST_REST_MS) return;
    await this.#keep({ ...memory, away: { ...memory.away, tryAt: this.#world.now() } });
  }

  /** A service has answered outside {@link through}: somebody signed in. */
  async answered(service: Service): Promise<void> {
    const memory = await this.#known();
    const now = this.#world.now();
    const isBack = memory.away !== null && (memory.away.service === service || service === "GATEWAY");
    const next = { ...memory, answeredAt: { ...memory.answeredAt, [service]: now }, away: isBack ? null : memory.away };
    this.#memory = Promise.resolve(next);
    if (isBack || now - this.#notedAt >= NOTED_EVERY_MS) {
      this.#notedAt = now;
      await this.#keep(next);
    }
    if (isBack) this.#world.back();
  }

  async #note<Data>(answer: Answer<Data>): Promise<Answer<Data>> {
    if (!answer.ok && answer.away) return this.#missed(answer.away.service);
    const isHeard = answer.ok || !UNHEARD.has(answer.code);
    if (isHeard) await this.answered("GATEWAY");
    return answer;
  }

  async #missed(service: Service): Promise<Answer<never>> {
    const memory = await this.#known();
    const now = this.#world.now();
    // Of several that were under way at once only the first counts.
    if (memory.away === null || now >= memory.away.tryAt) {
      const tries = (memory.away?.tries ?? 0) + 1;
      const rest = Math.min(FIRST_REST_MS * 2 ** (tries - 1), LONGEST_REST_MS) * (1 + SPREAD * this.#world.random());
      await this.#keep({ ...memory, away: { service, triedAt: now, tries, tryAt: now + Math.round(rest) } });
    }
    return this.#fail(service);
  }

  async #fail(service: Service): Promise<Answer<never>> {
    const { answeredAt, away } = await this.#known();
    const told: Away = { service, answeredAt: answeredAt[service] ?? null, tryAt: away?.tryAt ?? this.#world.now() };
    return { ok: false, code: "UNREACHABLE", away: told };
  }

  async #known(): Promise<ConnectionMemory> {
    this.#memory ??= this.#world.read();
    const [memory, place] = await Promise.all([this.#memory, this.#world.place()]);
    return memory?.place === place ? memory : { place, answeredAt: {}, away: null };
  }

  #keep(memory: ConnectionMemory): Promise<void> {
    this.#memory = Promise.resolve(memory);
    return this.#world.write(memory);
  }
}
