/** The look of the workbench. */
export const workbenchStyle = `
body { margin: 0; background: #eef2f3; color: #1d2b33; font: 14px/21px "Segoe UI", system-ui, "Noto Sans", "DejaVu Sans", Arial, sans-serif; }
.bench { display: grid; grid-template-columns: minmax(420px, 560px) 1fr; height: 100vh; }
main, .side { box-sizing: border-box; min-height: 0; }
main { overflow: auto; padding: 20px 24px 32px; border-top: 4px solid #17484f; background: #fff; box-shadow: 0 1px 4px rgb(20 40 50 / .16); }
h1 { margin: 0; color: #17484f; font-size: 22px; line-height: 30px; }
h2 { margin: 22px 0 6px; padding-top: 16px; border-top: 1px solid #d5dde1; color: #17484f; font-size: 16px; line-height: 22px; }
.intro { margin: 4px 0 0; color: #47545c; }
.hint { margin: 4px 0 8px; color: #47545c; }
small { display: block; color: #47545c; font-size: 12px; line-height: 17px; overflow-wrap: anywhere; }
.pages { margin: 0 0 8px; padding: 0; list-style: none; }
.pages button { width: 100%; margin-bottom: 4px; padding: 6px 10px; border: 1px solid #c8d2d8; border-radius: 4px; background: #fff; color: inherit; font: inherit; text-align: left; cursor: pointer; }
.pages button[aria-pressed=true] { border-color: #17484f; background: #eef6f1; box-shadow: inset 3px 0 #17484f; }
button { cursor: pointer; }
.plain, .main, .part { white-space: nowrap; padding: 6px 14px; border: 1px solid #17484f; border-radius: 4px; background: #fff; color: #17484f; font: inherit; font-weight: 600; }
.main { background: #17484f; color: #fff; }
.main:disabled { border-color: #a9b5bc; background: #a9b5bc; cursor: default; }
button:not(:disabled):hover { box-shadow: 0 0 0 1px #17484f; }
:focus-visible { outline: 2px solid #0b5cad; outline-offset: 2px; }
.drop { margin: 10px 0; padding: 12px; border: 1px dashed #7d8b93; border-radius: 4px; background: #f7f9fa; }
.drop.over { border-color: #17484f; background: #eef6f1; }
.drop .plain { display: inline-block; margin-left: 8px; padding: 3px 12px; cursor: pointer; }
.file { position: absolute; width: 1px; height: 1px; opacity: 0; }
.file:focus-visible + label { outline: 2px solid #0b5cad; outline-offset: 2px; }
.check { display: flex; align-items: center; gap: 6px; margin: 6px 0; }
.parts { display: flex; flex-wrap: wrap; gap: 8px; }
.part { border-left-width: 6px; }
.part.row { border-left-color: #0b5cad; }
.part.key { border-left-color: #9b1c13; }
.part.badge { border-left-color: #38604a; }
.part[aria-pressed=true] { background: #17484f; color: #fff; }
textarea { box-sizing: border-box; width: 100%; padding: 8px 10px; border: 1px solid #7d8b93; border-radius: 4px; color: inherit; font: 12px/18px ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace; white-space: pre; resize: vertical; }
.notice { margin: 8px 0; padding: 6px 12px; border-left: 3px solid #38604a; background: #eef6f1; }
.notice.fault { border-left-color: #9b1c13; background: #fdecea; }
.notice ul { margin: 4px 0 0; padding-left: 18px; }
table { width: 100%; border-collapse: collapse; font-size: 13px; line-height: 19px; }
th { padding: 3px 8px 3px 0; border-bottom: 1px solid #7d8b93; text-align: left; }
td { padding: 3px 8px 3px 0; border-bottom: 1px solid #e5eaed; vertical-align: top; overflow-wrap: anywhere; }
td em { color: #9b1c13; }
.buttons { display: flex; align-items: center; gap: 12px; margin-top: 10px; }
.side { display: flex; min-width: 0; padding: 16px; }
.copy { flex: 1; width: 100%; border: 1px solid #c8d2d8; border-radius: 4px; background: #fff; }
.empty { margin: auto; max-width: 320px; color: #47545c; text-align: center; }
@media (max-width: 900px) { .bench { display: block; height: auto; } .copy { height: 70vh; } }
`;
