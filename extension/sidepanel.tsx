import { useEffect } from "react";
import { useKnownSettings } from "./known-settings.js";
import { askWorker } from "./messages.js";
import { PermissionNotice } from "./options-page/permission-notice.js";
import { useShownLanguage } from "./shown-language.js";
import { Desk } from "./worklist/desk.js";
import { worklistTexts } from "./worklist/texts.js";
import { Worklist } from "./worklist/worklist.js";

const desk = new Desk(askWorker);

// Plasmo asks for a default export on the extension's own pages.
export default function SidePanel() {
  const language = useShownLanguage();
  const known = useKnownSettings();
  useEffect(() => {
    if (language !== null) document.title = `${worklistTexts.title} – Överblick`;
  }, [language]);
  return language === null ? null : <Worklist desk={desk}>{known && <PermissionNotice missing={known.missing} />}</Worklist>;
}
