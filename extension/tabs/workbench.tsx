import { useEffect } from "react";
import { languageTag } from "../language.js";
import { workbenchTexts } from "../workbench/texts.js";
import { Workbench } from "../workbench/workbench.js";

// Plasmo asks for a default export on the extension's own pages.
export default function WorkbenchPage() {
  useEffect(() => {
    document.documentElement.lang = languageTag();
    document.title = `${workbenchTexts.title} – Överblick`;
  }, []);
  return <Workbench />;
}
