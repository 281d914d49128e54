/*
 * Our shadow roots are closed, for pages and for tests alike. The tests look into them: here, in jsdom, every root is open.
 * That they are asked to be closed is a test of its own (closed-roots.test.ts), and so is what Chromium makes of it.
 */
const attach = Object.getOwnPropertyDescriptor(Element.prototype, "attachShadow")!.value as (this: Element, init: ShadowRootInit) => ShadowRoot;

Element.prototype.attachShadow = function (this: Element, init: ShadowRootInit): ShadowRoot {
  return attach.call(this, { ...init, mode: "open" });
};

// jsdom lays nothing out: no text has a place, nothing scrolls, and everything that is there is to be seen.
Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect = () => new DOMRect();
Element.prototype.scrollIntoView = () => {};
Element.prototype.checkVisibility = () => true;
globalThis.matchMedia = (media) => ({ media, matches: false }) as MediaQueryList;

// jsdom has style sheets, and none that are made by script.
globalThis.CSSStyleSheet = class {
  replaceSync(): void {
    // Nothing is laid out here.
  }
} as unknown as typeof CSSStyleSheet;
