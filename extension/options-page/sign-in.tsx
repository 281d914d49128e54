import { useEffect, useRef } from "react";
import { askWorker, isViewerChanged } from "../messages.js";
import { optionsTexts, signInFailure, viewerFailure } from "../options-texts.js";

/** Whether one is signed in, and the words for it, in the language of the moment when they are drawn. */
export interface Who {
  readonly say: () => string;
  /** Whether it is bad news. */
  readonly isFault: boolean;
  readonly isSignedIn: boolean;
}

/** While nobody has answered yet. */
export const ASKING: Who = { say: () => optionsTexts.asking, isFault: false, isSignedIn: false };

/** Who the gateway takes one for. */
export async function askWho(): Promise<Who> {
  const viewer = await askWorker({ type: "viewer" });
  if (!viewer.ok) return { say: () => viewerFailure(viewer.code), isFault: viewer.code !== "UNAUTHENTICATED", isSignedIn: false };
  const { shown, roles, units } = viewer.data;
  return { say: () => optionsTexts.signedInAs(shown, roles, units.map((unit) => unit.shown)), isFault: false, isSignedIn: true };
}

async function signIn(): Promise<Who> {
  const answer = await askWorker({ type: "signIn" });
  if (!answer.ok) return { say: () => signInFailure(answer.code), isFault: true, isSignedIn: false };
  const who = await askWho();
  // Signed in at the issuer, and nobody to the gateway.
  return !who.isSignedIn && !who.isFault ? { say: () => optionsTexts.notAccepted, isFault: true, isSignedIn: true } : who;
}

async function signOut(): Promise<Who> {
  const answer = await askWorker({ type: "signOut" });
  // Revoking may take half a minute: somebody may have signed in elsewhere meanwhile.
  const who = await askWho();
  if (who.isSignedIn) return who;
  return { say: () => optionsTexts.signedOut + (answer.ok ? "" : ` ${signInFailure(answer.code)}`), isFault: !answer.ok, isSignedIn: false };
}

/** Who is signed in, and the button to change that. */
export function SignIn({ who, setWho }: { readonly who: Who; readonly setWho: (who: Who) => void }) {
  const isActing = useRef(false);
  useEffect(() => {
    // What comes of one's own click is said when it has come.
    const onMessage = (message: unknown): void => {
      if (isViewerChanged(message) && !isActing.current) void askWho().then(setWho);
    };
    chrome.runtime.onMessage.addListener(onMessage);
    return () => chrome.runtime.onMessage.removeListener(onMessage);
  }, [setWho]);
  async function act(): Promise<void> {
    // Pressed twice, the second press would do the contrary of the first.
    if (isActing.current) return;
    isActing.current = true;
    setWho({ ...ASKING, isSignedIn: who.isSignedIn, say: () => (who.isSignedIn ? optionsTexts.asking : optionsTexts.signingIn) });
    setWho(await (who.isSignedIn ? signOut() : signIn()));
    isActing.current = false;
  }
  return (
    <section>
      <p role="status" className={who.isFault ? "notice fault" : "notice"}>{who.say()}</p>
      <div className="buttons">
        <button type="button" className="main" onClick={() => void act()}>{who.isSignedIn ? optionsTexts.signOut : optionsTexts.signIn}</button>
      </div>
    </section>
  );
}
