/** Colours of everything that we draw, by what they are for. Text on its ground has a contrast of 4.5 or more (palette.test.ts). */
const LIGHT = {
  ink: "#1d2b33", quiet: "#47545c", line: "#c8d2d8", thin: "#e5eaed", border: "#7d8b93", paper: "#ffffff", ground: "#eef2f3", soft: "#eef4f5",
  brand: "#17484f", "on-brand": "#ffffff", focus: "#0b5cad", fault: "#9b1c13", "fault-tint": "#fdecea", good: "#38604a", "good-tint": "#eef6f1",
  shadow: "rgb(20 40 50 / .2)",
};
export type ColourName = keyof typeof LIGHT;

const DARK: Readonly<Record<ColourName, string>> = {
  ink: "#e6edf0", quiet: "#b3c0c7", line: "#4a5a63", thin: "#34424a", border: "#8796a0", paper: "#1b2429", ground: "#12191d", soft: "#22333a",
  brand: "#8fd0d8", "on-brand": "#10282c", focus: "#7cb8ff", fault: "#ffb4ab", "fault-tint": "#432420", good: "#9bd3b2", "good-tint": "#1f3328",
  shadow: "rgb(0 0 0 / .6)",
};

/** What a status is drawn in: its text (`tone`), the ground of its badge (`tint`) and the edge of that. */
interface StatusColours {
  readonly tone: string;
  readonly tint: string;
  readonly edge: string;
}
type StatusName = "OVERDUE" | "ATTENTION" | "UNKNOWN" | "OK";

const LIGHT_STATUS: Readonly<Record<StatusName, StatusColours>> = {
  OVERDUE: { tone: "#9b1c13", tint: "#fdecea", edge: "#e2a49d" },
  ATTENTION: { tone: "#6d4a00", tint: "#fff5dd", edge: "#dfc07a" },
  UNKNOWN: { tone: "#47545c", tint: "#f3f5f6", edge: "#a9b5bc" },
  OK: { tone: "#38604a", tint: "transparent", edge: "transparent" },
};

const DARK_STATUS: Readonly<Record<StatusName, StatusColours>> = {
  OVERDUE: { tone: "#ffb4ab", tint: "#432420", edge: "#8f5048" },
  ATTENTION: { tone: "#f2c869", tint: "#3a3016", edge: "#84702f" },
  UNKNOWN: { tone: "#b6c3ca", tint: "#27323a", edge: "#66757e" },
  OK: { tone: "#9bd3b2", tint: "transparent", edge: "transparent" },
};

/** Light and dark, for tests. */
export const SCHEMES = { light: { colours: LIGHT, status: LIGHT_STATUS }, dark: { colours: DARK, status: DARK_STATUS } };

function variables(colours: object): string {
  return Object.entries(colours).map(([name, value]) => `--${name}: ${value as string};`).join(" ");
}

function rules(root: string, colours: object, status: Readonly<Record<StatusName, StatusColours>>): string {
  const ofStatus = Object.entries(status).map(([name, of]) => `${root} .${name} { ${variables(of)} }`);
  return [`${root} { ${variables(colours)} }`, ...ofStatus].join("\n");
}

/**
 * CSS of the variables `--ink`, `--paper`, … and of the classes `OVERDUE`, `ATTENTION`, `UNKNOWN`, `OK` with `--tone`, `--tint`, `--edge`.
 * @param root the selector of what they are for
 * @param darkening the part of it that follows the computer into the dark: a badge stands on the page's own white and stays light
 */
export function palette(root: string, darkening = root): string {
  return `
${rules(root, LIGHT, LIGHT_STATUS)}
@media (prefers-color-scheme: dark) {
${darkening} { color-scheme: dark; }
${rules(darkening, DARK, DARK_STATUS)}
}
@media (prefers-contrast: more) {
${root}, ${darkening} { --quiet: var(--ink); --line: var(--ink); --thin: var(--ink); --border: var(--ink); }
}`;
}
