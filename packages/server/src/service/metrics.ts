import { Counter, Histogram, Registry } from 'prom-client'
import type { Meter, MeterLabels } from 'paycircle/internal/base'

/** Counts and durations of this process, for Prometheus. */
export interface Metrics {
  /** For the rooms that report: `engine.calls` becomes `paycircle_engine_calls`. */
  readonly meter: Meter
  readonly contentType: string
  text(): Promise<string>
}

const secondsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

export function createMetrics(): Metrics {
  const registry = new Registry()
  const counters = new Map<string, Counter>()
  const histograms = new Map<string, Histogram>()
  const settings = (name: string, labels: MeterLabels) => ({
    name: `paycircle_${name.replace(/[^a-zA-Z0-9]+/g, '_')}`,
    help: name,
    labelNames: Object.keys(labels),
    registers: [registry],
  })
  return {
    meter: {
      count(name, labels = {}, by = 1) {
        let counter = counters.get(name)
        if (counter === undefined) counters.set(name, (counter = new Counter(settings(name, labels))))
        counter.inc(labels, by)
      },
      observe(name, value, labels = {}) {
        let histogram = histograms.get(name)
        if (histogram === undefined) {
          histogram = new Histogram({ ...settings(name, labels), buckets: secondsBuckets })
          histograms.set(name, histogram)
        }
        histogram.observe(labels, value)
      },
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  }
}
