import type { Register } from "../register.js";
import type { PageAnswer, PageRequest } from "../web.js";
import { clientPage } from "./client.js";
import { newDecisionPage } from "./decision.js";
import { namingContainer, vardWebNotFound } from "./layout.js";
import { clientListPage } from "./list.js";
import { POSTBACK_SCRIPT } from "./postback-script.js";
import { VARDWEB_STYLE } from "./style.js";

/**
 * Answers a request to the family "Vård-Web": pages as ASP.NET WebForms made them, with state in a hidden field, ids
 * that are generated and lists that are replaced in place.
 *
 * @param load number of this load; the ids of the page are made from it.
 */
export function vardWebAnswer(register: Register, request: PageRequest, load: number): PageAnswer {
  const names = namingContainer(load);
  switch (request.path) {
    case "/vardweb/":
      return { status: 302, contentType: "text/plain", body: "", location: "/vardweb/KlientLista.aspx" };
    case "/vardweb/KlientLista.aspx":
      return clientListPage(register, request, names);
    case "/vardweb/Klient.aspx":
      return clientPage(register, request, names);
    case "/vardweb/Beslut.aspx":
      return newDecisionPage(register, request, names);
    case "/vardweb/ScriptResource.axd":
      return { status: 200, contentType: "text/javascript; charset=utf-8", body: POSTBACK_SCRIPT };
    case "/vardweb/App_Themes/Bla/Stil.css":
      return { status: 200, contentType: "text/css; charset=utf-8", body: VARDWEB_STYLE };
    default:
      return vardWebNotFound("Sidan kunde inte hittas.");
  }
}
