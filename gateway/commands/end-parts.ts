import type { Gateway } from "../server.js";

interface Stoppable {
  stop(): Promise<void>;
}

/** What runs in a gateway's process beside each other. */
export interface RunningParts {
  readonly gateway: Pick<Gateway, "close">;
  /** Ends the watch over the drop folder. */
  readonly closeInbox: () => Promise<void>;
  readonly calendar: Stoppable;
  /** Loads what was uploaded: those requests are under way. */
  readonly loader: Stoppable;
  readonly sealing: Stoppable;
}

/** Ends them: no request is taken while the inbox comes to its end, and the last seal is over all that was read. */
export async function endParts({ gateway, closeInbox, calendar, loader, sealing }: RunningParts): Promise<void> {
  await Promise.all([gateway.close(), closeInbox()]);
  // What the calendar has the loader do can take minutes: it is given up, and done again at the next start.
  await Promise.all([calendar.stop(), loader.stop()]);
  await sealing.stop();
}
