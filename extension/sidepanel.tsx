import { useEffect } from "react";
import { languageTag } from "./language.js";
import { askWorker } from "./messages.js";
import { Desk } from "./worklist/desk.js";
import { worklistTexts } from "./worklist/texts.js";
import { Worklist } from "./worklist/worklist.js";

const desk = new Desk(askWorker);

// Plasmo asks for a default export on the extension's own pages.
export default function SidePanel() {
  useEffect(() => {
    document.documentElement.lang = languageTag();
    document.title = `${worklistTexts.title} – Överblick`;
  }, []);
  return <Worklist desk={desk} />;
}
