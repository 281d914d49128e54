/**
 * A whole number from 0 up to, not including, `below`, that depends on the topic and the row alone. So every row of a
 * city can be written by itself, in any order and again, without holding the others in memory.
 */
export function pick(below: number, topic: string, row: number): number {
  let hash = Math.imul(row + 1, 0x9e3779b1) ^ seedOf(topic);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % below;
}

/** One of a list, by the same rule. */
export function pickOf<Value>(values: readonly Value[], topic: string, row: number): Value {
  return values[pick(values.length, topic, row)]!;
}

const seeds = new Map<string, number>();

/** FNV-1a over the topic's characters. */
function seedOf(topic: string): number {
  const known = seeds.get(topic);
  if (known !== undefined) return known;
  let seed = 0x811c9dc5;
  for (let at = 0; at < topic.length; at += 1) seed = Math.imul(seed ^ topic.charCodeAt(at), 0x01000193);
  seeds.set(topic, seed);
  return seed;
}
