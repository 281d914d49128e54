import type { Answer } from "../messages.js";
import { button } from "./button.js";
import { caseFailure, caseTexts } from "./case-texts.js";
import { element } from "./host.js";

/** Whether a text could be put on the clipboard: pages by http, and frames of other hosts, are not let to it. */
async function copied(text: string): Promise<boolean> {
  // Missing where the page came by http.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (!clipboard) return false;
  try {
    await clipboard.writeText(text);
    return true;
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}

/** A button that fetches the letter to a provider, copies it and shows it; what can't be copied is marked, to be copied by hand. */
export function letterCopy(fetchLetter: () => Promise<Answer<string> | null>): HTMLElement {
  const said = element("p", { role: "status" });
  const letter = element("textarea", { class: "letter", readonly: "", rows: "7", "aria-label": caseTexts.letter, hidden: "" });
  let isFetching = false;
  const copy = async (): Promise<void> => {
    if (isFetching) return;
    isFetching = true;
    said.textContent = caseTexts.fetchingLetter;
    const answer = await fetchLetter();
    isFetching = false;
    if (answer === null) return;
    if (!answer.ok) {
      said.textContent = caseFailure(answer);
      return;
    }
    letter.value = answer.data;
    letter.hidden = false;
    const isCopied = await copied(answer.data);
    said.textContent = isCopied ? caseTexts.letterCopied : caseTexts.letterByHand;
    if (isCopied) return;
    letter.focus();
    letter.select();
  };
  return element("div", { class: "lettercopy" }, button(caseTexts.copyLetter, () => void copy()), said, letter);
}
