/** Numbers that a framework counts out anew at each load: what stands before them can't be relied on. */
const COUNTED = /(?:^|[_$:.-])(?:ctl|j_idt|ext-gen|yui|gwt-uid|ember|react)[_-]?\d+/i;
/** Classes that tell a row's place, or what the mouse is doing, and not what it is. */
const PASSING = /^(?:odd|even|jamn|udda|alt|hover|active|selected|vald|first|last|row-?\d+)$|\d{3,}/i;

/** A text in quotes for a selector. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}

/** An attribute by its whole value or, where a framework has counted, by what comes after its last number. */
function byAttribute(element: Element, name: "id" | "name"): string | null {
  const value = element.getAttribute(name);
  if (!value) return null;
  if (!COUNTED.test(value)) {
    if (/\d{3,}/.test(value)) return null;
    return name === "id" && /^[A-Za-z][\w-]*$/.test(value) ? `#${value}` : `[${name}=${quoted(value)}]`;
  }
  const [end] = /[_$][A-Za-z]+$/.exec(value) ?? [];
  return end === undefined ? null : `[${name}$=${quoted(end)}]`;
}

/** The classes that say what an element is. */
export function lastingClasses(element: Element): string[] {
  return [...element.classList].filter((name) => /^[A-Za-z_][\w-]*$/.test(name) && !PASSING.test(name));
}

/** What to know an element by, the most lasting first; nothing by position. */
function namesOf(element: Element): string[] {
  const tag = element.localName;
  const [id, name] = [byAttribute(element, "id"), byAttribute(element, "name")];
  const link = /[?&](\w+)=/.exec(element.getAttribute("href") ?? "")?.[1];
  return [
    ...(id === null ? [] : [id.startsWith("#") ? id : `${tag}${id}`]),
    ...(name === null ? [] : [`${tag}${name}`]),
    ...[...element.attributes].filter((each) => each.name.startsWith("data-") && !each.name.startsWith("data-reactid")).map((each) => `${tag}[${each.name}]`),
    ...lastingClasses(element).map((each) => `${tag}.${each}`),
    ...(link === undefined ? [] : [`${tag}[href*=${quoted(`${link}=`)}]`]),
  ];
}

/** A selector that finds an element and others like it; null where nothing about it lasts. */
export function lastingSelector(element: Element): string | null {
  return namesOf(element)[0] ?? null;
}

/** A selector that finds within a part of a page this element alone: by what lasts, else by its place, else null. */
export function selectorWithin(part: ParentNode, element: Element): string | null {
  const isOnly = (selector: string): boolean => {
    const found = part.querySelectorAll(selector);
    return found.length === 1 && found[0] === element;
  };
  const own = namesOf(element);
  const around = ancestorsWithin(part, element).flatMap(namesOf);
  const lasting = [...own, ...around.flatMap((outer) => [...own, element.localName].map((inner) => `${outer} ${inner}`)), element.localName].find(isOnly);
  return lasting ?? byPlace(part, element, isOnly);
}

function ancestorsWithin(part: ParentNode, element: Element): Element[] {
  const found: Element[] = [];
  for (let at = element.parentElement; at && at !== part; at = at.parentElement) found.push(at);
  return found;
}

/** By position, which the check then warns of. */
function byPlace(part: ParentNode, element: Element, isOnly: (selector: string) => boolean): string | null {
  const step = (at: Element): string => `${at.localName}:nth-child(${[...(at.parentElement?.children ?? [])].indexOf(at) + 1})`;
  let selector = step(element);
  if (isOnly(selector)) return selector;
  for (const outer of ancestorsWithin(part, element)) {
    selector = `${step(outer)} > ${selector}`;
    if (isOnly(selector)) return selector;
  }
  return null;
}
