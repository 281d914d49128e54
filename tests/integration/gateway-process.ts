import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { projectRoot } from "../../gateway/project-root.js";
import { KEYS, TODAY } from "./world.js";

/** `npm run gateway` in a process of its own, which can be killed. */
export class GatewayProcess {
  private constructor(
    private readonly child: ChildProcess,
    /** `http://127.0.0.1:PORT` */
    readonly url: string,
  ) {}

  /** @param environment DATABASE_URL and DATA_DIR at least */
  static async start(environment: NodeJS.ProcessEnv): Promise<GatewayProcess> {
    const parameters = ["--import", "@swc-node/register/esm-register", join(projectRoot(), "gateway", "commands", "gateway.ts")];
    const env = { ...process.env, PORT: "0", TODAY, NODE_ENV: "test", LOG_LEVEL: "fatal", ...KEYS, ...environment };
    const child = spawn(process.execPath, parameters, { env, stdio: ["ignore", "pipe", "inherit"] });
    for await (const printed of child.stdout) return new GatewayProcess(child, new URL(String(printed).trim()).origin);
    throw new Error("The gateway did not start: its reason stands above.");
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  async kill(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    if (!this.alive) return;
    const exit = once(this.child, "exit");
    this.child.kill(signal);
    await exit;
  }

  /** Status and body of `/ready`. */
  async ready(): Promise<unknown> {
    const response = await fetch(`${this.url}/ready`);
    return [response.status, await response.json()];
  }
}
