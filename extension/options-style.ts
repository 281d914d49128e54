/** The look of the options page. */
export const optionsStyle = `
body { margin: 0; background: #eef2f3; color: #1d2b33; font: 15px/23px "Segoe UI", system-ui, "Noto Sans", "DejaVu Sans", Arial, sans-serif; }
main { max-width: 640px; margin: 40px auto; padding: 28px 32px 24px; border-top: 4px solid #17484f; border-radius: 8px; background: #fff; box-shadow: 0 1px 4px rgb(20 40 50 / .16); }
h1 { margin: 0; color: #17484f; font-size: 24px; line-height: 32px; }
.intro { margin: 4px 0 20px; color: #47545c; }
p { margin: 0 0 18px; }
h2 { margin: 28px 0 12px; padding-top: 20px; border-top: 1px solid #d5dde1; color: #17484f; font-size: 17px; line-height: 24px; }
label { display: block; margin-bottom: 4px; font-weight: 600; }
input, textarea, select { box-sizing: border-box; width: 100%; padding: 8px 10px; border: 1px solid #7d8b93; border-radius: 4px; background: #fff; color: inherit; font: 13px/19px ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace; }
input:read-only, textarea:read-only, select:disabled { background: #eef2f3; opacity: 1; }
select { font: inherit; }
.locked { display: block; }
small { display: block; margin-top: 4px; color: #55646d; font-size: 13px; line-height: 19px; }
.buttons { display: flex; flex-wrap: wrap; gap: 10px; }
button { padding: 8px 18px; border: 1px solid #17484f; border-radius: 4px; background: #fff; color: #17484f; font: inherit; font-weight: 600; cursor: pointer; }
button.main { background: #17484f; color: #fff; }
button:hover { box-shadow: 0 0 0 1px #17484f; }
:focus-visible { outline: 2px solid #0b5cad; outline-offset: 2px; }
.more { margin: 24px 0 0; font-size: 13px; }
.notice { min-height: 23px; margin: 18px 0; padding: 8px 12px; border-left: 3px solid #38604a; background: #eef6f1; }
.notice:empty { padding: 0; border: 0; background: none; }
.missing { margin: 18px 0; padding: 4px 16px 16px; border: 1px solid #8a5a00; border-left-width: 4px; border-radius: 4px; background: #fff8e6; }
.missing h2 { margin-top: 8px; padding-top: 0; border: 0; }
button.small { padding: 2px 10px; font-size: 13px; }
button:disabled { border-color: #7d8b93; color: #55646d; cursor: default; }
.lines { margin: 0; }
.line { padding: 8px 0; border-top: 1px solid #d5dde1; overflow-wrap: anywhere; }
.line dt { font-weight: 600; }
.line dd { margin: 0; }
.state { display: inline-block; min-width: 24px; padding: 0 8px; border: 1px solid currentcolor; border-radius: 4px; font-size: 13px; line-height: 19px; font-weight: 600; }
.line.OK .state { color: #38604a; }
.line.FAULT .state { color: #9b1c13; }
.line.NOT_TESTED .state { color: #55646d; border-style: dashed; }
.notice.fault { border-left-color: #9b1c13; background: #fdecea; }
`;
