export { createMetrics, type Metrics } from './metrics.js'
export type { DemoAgent } from './pages/overview-page.js'
export { createService, type Service, type ServiceLimits, type ServiceOptions } from './service.js'
export type { SandboxOptions } from './surroundings.js'
