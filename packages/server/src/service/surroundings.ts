import type { Clock } from 'paycircle/internal/base'
import type { Access } from '../access/index.js'
import type { ReadLog } from '../custody/index.js'
import type { Delivery, EventBell } from '../delivery/index.js'
import type { Engine } from '../engine/index.js'
import type { Directory } from '../profiles/index.js'
import type { Store } from '../store/port/index.js'
import type { EventStreams } from './event-streams.js'
import type { Metrics } from './metrics.js'
import type { DemoAgent } from './pages/overview-page.js'
import type { RateLimits } from './rate-limits.js'
import type { Uploads } from './uploads.js'

/** What makes the service a sandbox: its operator is signed in, on this machine only. */
export interface SandboxOptions {
  /** On whose behalf the operator's pages act. */
  readonly profileId: string
  /** Origins of the simulator's gateway and of its sign page; `http://127.0.0.1:*` where a port is not known. */
  readonly simulatorOrigins: readonly string[]
  readonly demoAgents: readonly DemoAgent[]
  /** The simulator's own first page. */
  readonly simulatorUrl?: string
}

/** What the routes work with. */
export interface Surroundings {
  readonly engine: Engine
  readonly store: Store
  readonly access: Access
  /** The profiles that the engine serves, and their keys. */
  readonly directory: Directory
  readonly delivery: Delivery
  readonly streams: EventStreams
  readonly uploads: Uploads
  /** Wakes event streams when this node writes an event. */
  readonly bell?: EventBell
  readonly clock: Clock
  /** Whose clock it is, in the log. */
  readonly nodeName: string
  readonly metrics: Metrics
  readonly rateLimits: RateLimits
  readonly sandbox?: SandboxOptions
  /** Takes down who looks at an account. */
  readonly reads?: ReadLog
  /** Scheme, host and port under which browsers reach us. */
  publicOrigin(): string
  /** Every origin that is ours in a browser's eyes. */
  ownOrigins(): ReadonlySet<string>
  /** Whether whoever sits at this machine is signed in: in the sandbox, listening on loopback. */
  demoSignedIn(): boolean
  /** Whether somebody may log in: over https, or from this machine. */
  operatorPagesOpen(): boolean
  /** False as soon as the service begins to close. */
  readonly isAccepting: () => boolean
}
