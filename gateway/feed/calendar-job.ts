import type { DataSource } from "typeorm";
import { ifNoOtherLoader } from "../database/session.js";
import type { Log } from "../log.js";
import { MinuteJob } from "../minute-job.js";
import { noteMovesByCalendar } from "./note-moves.js";

/** What the job runs on. */
export interface CalendarParts {
  readonly dataSource: DataSource;
  readonly log: Log;
  /** The calendar date, `YYYY-MM-DD`. */
  readonly today: () => string;
}

/**
 * The job that notes, on each new day, which units the calendar alone has closed or replaced (docs/decisions/0022), for as
 * long as a gateway runs. A load that is at work does it itself. Several gateways may have the job: one of them finds
 * something to do.
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
    const { dataSource, log, today } = this.parts;
    const day = today();
    if (day === this.doneFor) return;
    try {
      await ifNoOtherLoader(dataSource, async (session) => {
        await noteMovesByCalendar(session, day);
        this.doneFor = day;
      });
    } catch (error) {
      log.error({ err: error }, "the change feed could not be brought to the new day");
    }
  }
}
