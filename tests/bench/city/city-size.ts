/** How many rows of each kind a city has. */
export interface CitySize {
  readonly units: number;
  readonly caseworkers: number;
  readonly providers: number;
  readonly clients: number;
  readonly investigations: number;
  readonly decisions: number;
  readonly orders: number;
  readonly plans: number;
  readonly followUps: number;
}

/** The size that the figures are for. */
export const CITY_DECISIONS = 400_000;

/** A city with so many decisions, the rest in proportion: 120 000 clients and 400 000 orders to 400 000 decisions. */
export function citySize(decisions: number): CitySize {
  const share = (of: number): number => Math.max(1, Math.round((decisions * of) / CITY_DECISIONS));
  return {
    units: 40,
    caseworkers: 600,
    providers: 200,
    clients: share(120_000),
    investigations: share(200_000),
    decisions,
    orders: share(400_000),
    plans: share(300_000),
    followUps: share(300_000),
  };
}
