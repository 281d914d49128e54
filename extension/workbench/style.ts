import { palette } from "../palette.js";

/** The look of the workbench. */
export const workbenchStyle = `
${palette(":root")}
body { margin: 0; background: var(--ground); color: var(--ink); font: 14px/21px "Segoe UI", system-ui, "Noto Sans", "DejaVu Sans", Arial, sans-serif; }
.bench { display: grid; grid-template-columns: minmax(420px, 560px) 1fr; height: 100vh; }
main, .side { box-sizing: border-box; min-height: 0; }
main { overflow: auto; padding: 20px 24px 32px; border-top: 4px solid var(--brand); background: var(--paper); box-shadow: 0 1px 4px var(--shadow); }
h1 { margin: 0; color: var(--brand); font-size: 22px; line-height: 30px; }
h2 { margin: 22px 0 6px; padding-top: 16px; border-top: 1px solid var(--line); color: var(--brand); font-size: 16px; line-height: 22px; }
.intro { margin: 4px 0 0; color: var(--quiet); }
.hint { margin: 4px 0 8px; color: var(--quiet); }
small { display: block; color: var(--quiet); font-size: 12px; line-height: 17px; overflow-wrap: anywhere; }
.pages { margin: 0 0 8px; padding: 0; list-style: none; }
.pages button { width: 100%; margin-bottom: 4px; padding: 6px 10px; border: 1px solid var(--line); border-radius: 4px; background: var(--paper); color: inherit; font: inherit; text-align: left; cursor: pointer; }
.pages button[aria-pressed=true] { border-color: var(--brand); background: var(--good-tint); box-shadow: inset 3px 0 var(--brand); }
button { cursor: pointer; }
.plain, .main, .part { white-space: nowrap; padding: 6px 14px; border: 1px solid var(--brand); border-radius: 4px; background: var(--paper); color: var(--brand); font: inherit; font-weight: 600; }
.main { background: var(--brand); color: var(--on-brand); }
.main:disabled { border-color: var(--border); background: var(--border); cursor: default; }
button:not(:disabled):hover { box-shadow: 0 0 0 1px var(--brand); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.drop { margin: 10px 0; padding: 12px; border: 1px dashed var(--border); border-radius: 4px; background: var(--soft); }
.drop.over { border-color: var(--brand); background: var(--good-tint); }
.drop .plain { display: inline-block; margin-left: 8px; padding: 3px 12px; cursor: pointer; }
.file { position: absolute; width: 1px; height: 1px; opacity: 0; }
.file:focus-visible + label { outline: 2px solid var(--focus); outline-offset: 2px; }
.check { display: flex; align-items: center; gap: 6px; margin: 6px 0; }
.parts { display: flex; flex-wrap: wrap; gap: 8px; }
.part { border-left-width: 6px; }
.part.row { border-left-color: var(--focus); }
.part.key { border-left-color: var(--fault); }
.part.badge { border-left-color: var(--good); }
.part[aria-pressed=true] { background: var(--brand); color: var(--on-brand); }
textarea { box-sizing: border-box; width: 100%; padding: 8px 10px; border: 1px solid var(--border); border-radius: 4px; color: inherit; font: 12px/18px ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace; white-space: pre; resize: vertical; }
.notice { margin: 8px 0; padding: 6px 12px; border-left: 3px solid var(--good); background: var(--good-tint); }
.notice.fault { border-left-color: var(--fault); background: var(--fault-tint); }
.notice ul { margin: 4px 0 0; padding-left: 18px; }
table { width: 100%; border-collapse: collapse; font-size: 13px; line-height: 19px; }
th { padding: 3px 8px 3px 0; border-bottom: 1px solid var(--border); text-align: left; }
td { padding: 3px 8px 3px 0; border-bottom: 1px solid var(--thin); vertical-align: top; overflow-wrap: anywhere; }
td em { color: var(--fault); }
.buttons { display: flex; align-items: center; gap: 12px; margin-top: 10px; }
.side { display: flex; flex-direction: column; min-width: 0; padding: 16px; }
.at { margin: 0 0 8px; color: var(--quiet); overflow-wrap: anywhere; }
.copy { flex: 1; width: 100%; border: 1px solid var(--line); border-radius: 4px; background: var(--paper); }
.empty { margin: auto; max-width: 320px; color: var(--quiet); text-align: center; }
@media (max-width: 900px) { .bench { display: block; height: auto; } .copy { height: 70vh; } }
`;
