import type { Register } from "../register.js";
import type { PageAnswer, PageRequest } from "../web.js";
import { clientPage } from "./client.js";
import { newDecisionPage } from "./decision.js";
import { PARAPLY_STYLE, paraplyNotFound, paraplyPicture } from "./layout.js";
import { clientListPage } from "./list.js";
import { bannerPage, menuPage, startPage, workArea } from "./start.js";

const PICTURE = /^\/paraply\/bild\/([a-z]+\.gif)$/;

/** Answers a request to the family "Paraply": framesets, quirks mode, Windows-1252, forms by POST. */
export function paraplyAnswer(register: Register, request: PageRequest): PageAnswer {
  switch (request.path) {
    case "/paraply/":
      return startPage();
    case "/paraply/topp":
      return bannerPage();
    case "/paraply/yta":
      return workArea();
    case "/paraply/meny":
      return menuPage(register);
    case "/paraply/klient/lista":
      return clientListPage(register, request);
    case "/paraply/klient/visa":
      return clientPage(register, request);
    case "/paraply/beslut/nytt":
      return newDecisionPage(register, request);
    case "/paraply/stil.css":
      return { status: 200, contentType: "text/css", body: PARAPLY_STYLE };
    default: {
      const picture = PICTURE.exec(request.path)?.[1];
      return (picture ? paraplyPicture(picture) : null) ?? paraplyNotFound("Sidan finns inte.");
    }
  }
}
