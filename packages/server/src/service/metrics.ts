import { readFileSync } from 'node:fs'
import type { Meter, MeterLabels } from 'paycircle/internal/base'
import type * as Prometheus from 'prom-client'
import { gaugeMetrics, reportedMetrics, type MetricEntry } from './metric-catalogue.js'

export interface GaugeSample {
  readonly gauge: keyof typeof gaugeMetrics
  readonly value: number
  readonly labels?: MeterLabels
}

/** Counts, durations and standings of this process, for Prometheus. */
export interface Metrics {
  /** For the rooms that report; what the catalogue does not have is not shown. */
  readonly meter: Meter
  readonly contentType: string
  /** With the samples that hold now. */
  text(samples?: readonly GaugeSample[]): Promise<string>
}

const secondsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/**
 * `ofProcess` adds those of the process and of Node.js itself: memory, CPU, event loop. The library is loaded here, for
 * whoever serves alone: commands take other things from this room.
 */
export async function createMetrics({ ofProcess = false }: { readonly ofProcess?: boolean } = {}): Promise<Metrics> {
  const { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } = await import('prom-client')
  const registry = new Registry()
  if (ofProcess) collectDefaultMetrics({ register: registry })
  const counters = new Map<string, Prometheus.Counter>()
  const histograms = new Map<string, Prometheus.Histogram>()
  const gauges = new Map<string, Prometheus.Gauge>()
  const settings = ({ name, help, labels }: MetricEntry) => ({
    name,
    help,
    labelNames: [...labels],
    registers: [registry],
  })
  return {
    meter: {
      count(name, labels = {}, by = 1) {
        const entry = reportedMetrics[name]
        if (entry === undefined) return
        let counter = counters.get(name)
        if (counter === undefined) counters.set(name, (counter = new Counter(settings(entry))))
        counter.inc(labels, by)
      },
      observe(name, value, labels = {}) {
        const entry = reportedMetrics[name]
        if (entry === undefined) return
        let histogram = histograms.get(name)
        if (histogram === undefined) {
          histogram = new Histogram({ ...settings(entry), buckets: secondsBuckets })
          histograms.set(name, histogram)
        }
        histogram.observe(labels, value)
      },
    },
    contentType: registry.contentType,
    text(samples = []) {
      for (const gauge of gauges.values()) gauge.reset()
      for (const { gauge: key, value, labels = {} } of [...samples, buildInfo()]) {
        let gauge = gauges.get(key)
        if (gauge === undefined) gauges.set(key, (gauge = new Gauge(settings(gaugeMetrics[key]))))
        gauge.set(labels, value)
      }
      return registry.metrics()
    },
  }
}

let version: string | undefined

function buildInfo(): GaugeSample {
  version ??= (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string })
    .version
  return { gauge: 'buildInfo', value: 1, labels: { version } }
}
