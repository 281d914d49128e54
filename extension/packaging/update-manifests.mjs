import { createHash } from "node:crypto";

/** The id that Chrome and Edge give an extension: the hash of its public key, in the letters a to p. */
function extensionId(key) {
  const hash = createHash("sha256").update(Buffer.from(key, "base64")).digest("hex").slice(0, 32);
  return [...hash].map((figure) => String.fromCharCode("a".charCodeAt(0) + Number.parseInt(figure, 16))).join("");
}

/** What Chrome and Edge ask for every few hours: which version there is, and where (Omaha's update response, protocol 2.0). */
export function chromiumUpdates({ key, version, minimum_chrome_version: oldest }, crx) {
  return `<?xml version="1.0" encoding="UTF-8"?>
<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">
  <app appid="${extensionId(key)}">
    <updatecheck codebase="${attribute(crx)}" version="${attribute(version)}" prodversionmin="${attribute(oldest)}"/>
  </app>
</gupdate>
`;
}

/** The same for Firefox. */
export function firefoxUpdates(id, { version }, xpi) {
  return `${JSON.stringify({ addons: { [id]: { updates: [{ version, update_link: xpi }] } } }, null, 2)}\n`;
}

function attribute(text) {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
