import { useEffect } from "react";
import { useShownLanguage } from "../shown-language.js";
import { workbenchTexts } from "../workbench/texts.js";
import { Workbench } from "../workbench/workbench.js";

// Plasmo asks for a default export on the extension's own pages.
export default function WorkbenchPage() {
  const language = useShownLanguage();
  useEffect(() => {
    if (language !== null) document.title = `${workbenchTexts.title} – Överblick`;
  }, [language]);
  return language === null ? null : <Workbench />;
}
