/** Another loader is at work and was not through in time: nothing was done. */
export class LoaderBusyError extends Error {
  readonly code = "LOADER_BUSY";

  constructor() {
    super("Another load is at work. Try again when it is through.");
    this.name = "LoaderBusyError";
  }
}
