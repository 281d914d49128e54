import type { Person } from "./people.js";

/** The page on which one picks who to be. @param action where the form goes */
export function loginPage(action: string, people: readonly Person[]): string {
  const choices = people.map(
    ({ name, work, viewer }) =>
      `<li><button name="person" value="${escape(viewer.subject)}"><b>${escape(name)}</b> <span>${escape(viewer.subject)} · ${escape(work)}</span></button></li>`,
  );
  return page(
    "Logga in (demo)",
    `<p class="demo" role="note"><b>Det här är demons inloggning.</b> Inga lösenord, bara påhittade personer. I en kommun står
     kommunens egen inloggning här, och den här sidan finns inte.</p>
     <h1>Vem vill du vara?</h1>
     <form method="post" action="${escape(action)}"><ul>${choices.join("")}</ul></form>`,
  );
}

/** The page for a sign-in that can't go on. */
export function faultPage(text: string): string {
  return page("Inloggningen gick inte (demo)", `<h1>Inloggningen gick inte</h1><p>${escape(text)}</p><p>Stäng fönstret och börja om i Överblick.</p>`);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="sv">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head>
<body><main>${body}</main></body>
</html>`;
}

const STYLE = `
body { margin: 0; background: #eef2f3; color: #1d2b33; font: 15px/23px "Segoe UI", system-ui, "Noto Sans", "DejaVu Sans", Arial, sans-serif; }
main { max-width: 480px; margin: 32px auto; padding: 24px 28px; border-radius: 8px; background: #fff; }
.demo { margin: 0 0 20px; padding: 10px 14px; border: 2px dashed #9b5a00; border-radius: 6px; background: #fff5dd; }
h1 { margin: 0 0 14px; color: #17484f; font-size: 22px; line-height: 30px; }
ul { margin: 0; padding: 0; list-style: none; }
li { margin-bottom: 8px; }
button { width: 100%; padding: 10px 14px; border: 1px solid #7d8b93; border-radius: 6px; background: #fff; color: inherit; font: inherit; text-align: left; cursor: pointer; }
button:hover { border-color: #17484f; box-shadow: 0 0 0 1px #17484f; }
button:focus-visible { outline: 2px solid #0b5cad; outline-offset: 2px; }
span { display: block; color: #47545c; font-size: 13px; }
`;

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
