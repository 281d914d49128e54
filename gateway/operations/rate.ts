import { RequestError } from "../request-error.js";

/** Takes so many objects from what a subject may read. @throws RequestError RATE_LIMITED */
export type TakeObjects = (subject: string, objects: number) => void;

/** Subjects whose bucket has filled up again are forgotten when there are more than this. */
const SWEEP_ABOVE = 10_000;

interface Bucket {
  left: number;
  /** Milliseconds, when `left` was right. */
  at: number;
}

/**
 * A bucket for each subject, of this process alone: it holds what may be read in a minute and fills up steadily, so that
 * a caseworker who pages fast is never stopped, and a script that reads everything is slowed down.
 *
 * @param perMinute objects that one subject may read in a minute
 */
export function rateLimit(perMinute: number, now: () => number = () => performance.now()): TakeObjects {
  const perMs = perMinute / 60_000;
  const buckets = new Map<string, Bucket>();
  const fill = (bucket: Bucket): void => {
    const at = now();
    bucket.left = Math.min(perMinute, bucket.left + (at - bucket.at) * perMs);
    bucket.at = at;
  };
  return (subject, objects) => {
    const bucket = buckets.get(subject) ?? { left: perMinute, at: now() };
    fill(bucket);
    // More than a whole bucket would never be let through: it waits for a full one.
    const needed = Math.min(objects, perMinute);
    if (bucket.left < needed) throw tooFast(Math.ceil((needed - bucket.left) / perMs / 1000));
    bucket.left -= objects;
    buckets.set(subject, bucket);
    if (buckets.size > SWEEP_ABOVE) forgetFull(buckets, perMinute, fill);
  };
}

function forgetFull(buckets: Map<string, Bucket>, full: number, fill: (bucket: Bucket) => void): void {
  for (const [subject, bucket] of buckets) {
    fill(bucket);
    if (bucket.left >= full) buckets.delete(subject);
  }
}

/** @param seconds after which it can be tried again */
function tooFast(seconds: number): RequestError {
  return new RequestError("RATE_LIMITED", `More was read than the gateway gives in a minute. Try again in ${seconds} s.`, { retryAfter: seconds });
}
