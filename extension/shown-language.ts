import { useEffect, useState } from "react";
import { type Language, languageTag, useLanguage } from "./language.js";
import { readAllSettings, touchesSettings } from "./settings.js";

/**
 * The language of one of the extension's own pages, for its outermost component: null until it is known, and nothing is to be
 * drawn before. When it is chosen anew the page is drawn anew.
 */
export function useShownLanguage(): Language | null {
  const [shown, setShown] = useState<Language | null>(null);
  useEffect(() => {
    const look = async (): Promise<void> => {
      const { value } = (await readAllSettings()).language;
      useLanguage(value);
      document.documentElement.lang = languageTag();
      setShown(value);
    };
    const onChanged = (changes: object, area: string): void => {
      if (touchesSettings(changes as Readonly<Record<string, unknown>>, area)) void look();
    };
    void look();
    chrome.storage.onChanged.addListener(onChanged);
    return () => chrome.storage.onChanged.removeListener(onChanged);
  }, []);
  return shown;
}
