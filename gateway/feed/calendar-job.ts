import type { DataSource } from "typeorm";
import { ifNoOtherLoader } from "../database/session.js";
import type { Log } from "../log.js";
import { isPublished } from "../findings/publish.js";
import type { Loader } from "../intake/load-work.js";
import type { Catalogue } from "../rules/catalogue.js";
import { MinuteJob } from "../minute-job.js";
import { noteMovesByCalendar } from "./note-moves.js";

/** What the job runs on. */
export interface CalendarParts {
  readonly dataSource: DataSource;
  readonly catalogue: Catalogue;
  /** Derives the findings anew when a year has turned, which is no work for a gateway that answers. */
  readonly loader: Pick<Loader, "run">;
  readonly log: Log;
  /** The calendar date, `YYYY-MM-DD`. */
  readonly today: () => string;
}

/**
 * The job that notes, on each new day, which units the calendar alone has closed or replaced (docs/decisions/0022), for as
 * long as a gateway runs, and has the findings that recur for ever told on when a year has turned. A load that is at work
 * does it itself. Several gateways may have the job: one of them finds something to do.
 */
export class CalendarJob {
  private doneFor: string | null = null;
  private readonly job: MinuteJob;

  private constructor(private readonly parts: CalendarParts) {
    this.job = MinuteJob.start(() => this.run());
  }

  /** Looks at once, and then each minute until it is stopped. */
  static start(parts: CalendarParts): CalendarJob {
    return new CalendarJob(parts);
  }

  stop(): Promise<void> {
    return this.job.stop();
  }

  /** What fails now is tried again in a minute. */
  private async run(): Promise<void> {
    const { dataSource, catalogue, loader, log, today } = this.parts;
    const day = today();
    if (day === this.doneFor) return;
    try {
      const published = await ifNoOtherLoader(dataSource, async (session) => {
        await noteMovesByCalendar(session, day);
        return isPublished(session, catalogue, day);
      });
      if (published === null) return;
      if (!published) await loader.run({ kind: "PUBLISH" });
      this.doneFor = day;
    } catch (error) {
      log.error({ err: error }, "the change feed and the findings could not be brought to the new day");
    }
  }
}
