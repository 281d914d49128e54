import { permissionStyle } from "./options-page/permission-style.js";
import { palette } from "./palette.js";

/** The look of the options page. */
export const optionsStyle = `
${palette(":root")}
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/23px "Segoe UI", system-ui, "Noto Sans", "DejaVu Sans", Arial, sans-serif; }
main { max-width: 640px; margin: 40px auto; padding: 28px 32px 24px; border-top: 4px solid var(--brand); border-radius: 8px; background: var(--paper); box-shadow: 0 1px 4px var(--shadow); }
h1 { margin: 0; color: var(--brand); font-size: 24px; line-height: 32px; }
.intro { margin: 4px 0 20px; color: var(--quiet); }
p { margin: 0 0 18px; }
h2 { margin: 28px 0 12px; padding-top: 20px; border-top: 1px solid var(--line); color: var(--brand); font-size: 17px; line-height: 24px; }
label { display: block; margin-bottom: 4px; font-weight: 600; }
input, textarea, select { box-sizing: border-box; width: 100%; padding: 8px 10px; border: 1px solid var(--border); border-radius: 4px; background: var(--paper); color: inherit; font: 13px/19px ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace; }
input:read-only, textarea:read-only, select:disabled { background: var(--ground); opacity: 1; }
select { font: inherit; }
.locked { display: block; }
small { display: block; margin-top: 4px; color: var(--quiet); font-size: 13px; line-height: 19px; }
.buttons { display: flex; flex-wrap: wrap; gap: 10px; }
button { padding: 8px 18px; border: 1px solid var(--brand); border-radius: 4px; background: var(--paper); color: var(--brand); font: inherit; font-weight: 600; cursor: pointer; }
button.main { background: var(--brand); color: var(--on-brand); }
button:hover { box-shadow: 0 0 0 1px var(--brand); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.more { margin: 24px 0 0; font-size: 13px; }
${permissionStyle}button.small { padding: 2px 10px; font-size: 13px; }
button:disabled { border-color: var(--border); color: var(--quiet); cursor: default; }
a { color: var(--brand); }
.lines { margin: 0; }
.line { padding: 8px 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.line dt { font-weight: 600; }
.line dd { margin: 0; }
.state { display: inline-block; min-width: 24px; padding: 0 8px; border: 1px solid currentcolor; border-radius: 4px; font-size: 13px; line-height: 19px; font-weight: 600; }
.state.OK { color: var(--good); }
.state.FAULT { color: var(--fault); }
.state.NOT_TESTED { color: var(--quiet); border-style: dashed; }
`;
