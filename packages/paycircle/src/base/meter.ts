export type MeterLabels = Readonly<Record<string, string>>

/** Where rooms report counts and durations; the composition root connects it to a metrics library, or to nothing. */
export interface Meter {
  count(name: string, labels?: MeterLabels, by?: number): void
  /** Durations in seconds, sizes in bytes: the unit ends the name. */
  observe(name: string, value: number, labels?: MeterLabels): void
}

export const silentMeter: Meter = {
  count: () => undefined,
  observe: () => undefined,
}
