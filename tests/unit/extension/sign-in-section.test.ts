import { act, createElement, useState } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Answer, type Message, VIEWER_CHANGED } from "../../../extension/messages.js";
import { ASKING, SignIn, type Who } from "../../../extension/options-page/sign-in.js";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const SOMEBODY: Who = { say: () => "Du är inloggad som NIHA13.", isFault: false, isSignedIn: true };
let root: Root;
let tell: (message: unknown) => void;
let answers: Partial<Record<Message["type"], Answer<unknown> | Promise<Answer<unknown>>>>;
let asked: Message["type"][];

function Page({ who: first }: { readonly who: Who }) {
  const [who, setWho] = useState(first);
  return createElement(SignIn, { who, setWho });
}

const said = (): string => document.querySelector("[role=status]")!.textContent;

async function show(who: Who): Promise<void> {
  document.body.innerHTML = "<div></div>";
  root = createRoot(document.querySelector("div")!);
  await act(() => Promise.resolve(root.render(createElement(Page, { who }))));
}

beforeEach(() => {
  [answers, asked] = [{}, []];
  vi.stubGlobal("chrome", {
    runtime: {
      id: "ours",
      sendMessage: ({ type }: Message) => {
        asked.push(type);
        return Promise.resolve(answers[type]);
      },
      onMessage: { addListener: (listener: typeof tell) => { tell = listener; }, removeListener: () => undefined },
    },
  });
});

afterEach(() => {
  act(() => root.unmount());
  vi.unstubAllGlobals();
});

describe("who is signed in, on the options page", () => {
  it("follows a sign-out elsewhere", async () => {
    answers.viewer = { ok: false, code: "UNAUTHENTICATED" };
    await show(SOMEBODY);
    await act(() => Promise.resolve(tell(VIEWER_CHANGED)));
    expect(said()).toBe("Du är inte inloggad.");
  });

  it("says what came of one's own click, though everybody is told that somebody has signed in", async () => {
    answers.viewer = { ok: false, code: "UNAUTHENTICATED" };
    answers.signIn = { ok: true, data: null };
    await show({ ...ASKING, say: () => "Du är inte inloggad." });
    await act(async () => {
      document.querySelector("button")!.click();
      tell(VIEWER_CHANGED);
      await Promise.resolve();
    });
    await act(() => new Promise((resolve) => { setTimeout(resolve, 0); }));
    expect(said()).toBe("Inloggningen lyckades, men kontot har ingen behörighet i Överblick. Kontakta systemförvaltningen.");
  });

  it("is told when somebody has signed in elsewhere while the issuer was slow to revoke", async () => {
    let revoked: (answer: Answer<unknown>) => void = () => undefined;
    answers.signOut = new Promise((resolve) => { revoked = resolve; });
    await show(SOMEBODY);
    await act(() => Promise.resolve(document.querySelector("button")!.click()));
    answers.viewer = { ok: true, data: { subject: "NIHA13", shown: "Nina Harju (NIHA13)", roles: [], units: [], district: "HAL" } };
    await act(async () => {
      revoked({ ok: true, data: null });
      await new Promise((resolve) => { setTimeout(resolve, 0); });
    });
    expect([said(), document.querySelector("button")!.textContent]).toEqual([expect.stringContaining("Nina Harju (NIHA13)"), "Logga ut"]);
  });

  it("is signed out by two presses as by one, and nobody is asked to sign in", async () => {
    let revoked: (answer: Answer<unknown>) => void = () => undefined;
    [answers.signOut, answers.viewer] = [new Promise((resolve) => { revoked = resolve; }), { ok: false, code: "UNAUTHENTICATED" }];
    await show(SOMEBODY);
    await act(() => Promise.resolve(document.querySelector("button")!.click()));
    await act(async () => {
      document.querySelector("button")!.click();
      revoked({ ok: true, data: null });
      await new Promise((resolve) => { setTimeout(resolve, 0); });
    });
    expect([asked, said()]).toEqual([["signOut", "viewer"], "Du är utloggad."]);
  });
});
