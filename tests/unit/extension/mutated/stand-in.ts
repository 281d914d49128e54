import { loadPageAdapters, ownPagesFolder } from "../../../../gateway/pages/adapters.js";
import type { Adapter } from "../../../../schema/adapter/adapter.js";
import { clientListPage as paraplyList } from "../../../legacy-system/paraply/list.js";
import type { Register } from "../../../legacy-system/register.js";
import { namingContainer } from "../../../legacy-system/vardweb/layout.js";
import { clientListPage as vardWebList } from "../../../legacy-system/vardweb/list.js";
import { writeViewState } from "../../../legacy-system/vardweb/view-state.js";
import { Fields } from "../../../legacy-system/web.js";
import { decodeWindows1252 } from "../../../legacy-system/windows-1252.js";
import type { Family } from "./families.js";
import { PEOPLE, personOf } from "./people.js";

/** The adapters that come with the project. */
export const ADAPTERS: readonly Adapter[] = loadPageAdapters([ownPagesFolder()]).adapters.map(({ content }) => content);

const NONE = new Fields(new Map());

function register(): Register {
  const people = Array.from({ length: PEOPLE }, (_, index) => ({ ...personOf(index), unit: "HALAO1", caseworker: "NIHA13", deceasedOn: "" }));
  return {
    clients: new Map(people.map((person) => [person.fileNumber, person])),
    decisions: new Map(),
    orders: new Map(),
    units: new Map([["HALAO1", "Beställarenheten äldre"]]),
    caseworkers: new Map([["NIHA13", "Nils Hallberg"]]),
  };
}

/** Takes a list that shows everybody to pieces. */
function pieces(html: string, row: RegExp): Pick<Family, "before" | "rows" | "after"> {
  const found = [...html.matchAll(row)];
  const rows = Array.from({ length: PEOPLE }, (_, index) => {
    const own = found.find(([text]) => text.includes(`>${personOf(index).fileNumber}<`));
    if (!own) throw new Error(`The stand-in does not show client ${index}.`);
    return own[0];
  });
  const [first, last] = [found[0]!, found.at(-1)!];
  return { before: html.slice(html.indexOf("<body"), first.index), rows, after: html.slice(last.index + last[0].length) };
}

/** The client lists of the stand-in case system, as it writes them. */
export const FAMILIES: readonly Family[] = [
  {
    system: "paraply",
    url: "http://localhost/paraply/klient/lista",
    frame: "main",
    table: "table.lista",
    keyHeader: "Aktnr",
    badgeHeader: "Namn",
    rowClass: "",
    ...pieces(
      decodeWindows1252(paraplyList(register(), { method: "GET", path: "", query: new Fields(new Map([["antal", "alla"]])), form: NONE }).body as Buffer),
      /<tr(?: class="jamn")?>\n<td align="center"><input[\s\S]*?<\/tr>\n/g,
    ),
  },
  {
    system: "vardweb",
    url: "http://localhost/vardweb/KlientLista.aspx",
    frame: "",
    table: "table[id$='_gvKlienter']",
    keyHeader: "Akt",
    badgeHeader: "Klient",
    rowClass: "gvRad",
    ...pieces(
      vardWebList(
        register(),
        { method: "POST", path: "", query: NONE, form: new Fields(new Map([["__VIEWSTATE", writeViewState({ sort: "namn", descending: false, page: 1, size: "alla" })]])) },
        namingContainer(17),
      ).body as string,
      /<tr class="gv(?:Alt)?Rad">[\s\S]*?<\/tr>\n/g,
    ),
  },
];
