const EVERY_MS = 60_000;

/**
 * Runs something at once and then each minute, one run after another, for as long as a gateway runs. What is run tells its
 * own faults and does not throw: it is tried again in a minute.
 */
export class MinuteJob {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  private constructor(private readonly run: () => Promise<void>) {}

  static start(run: () => Promise<void>): MinuteJob {
    const job = new MinuteJob(run);
    job.running = job.runAndWait();
    return job;
  }

  /** Waits for the run that is under way; none follows. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async runAndWait(): Promise<void> {
    await this.run();
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.runAndWait();
    }, EVERY_MS);
    this.timer.unref();
  }
}
