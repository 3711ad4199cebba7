import type { Permission } from '../access/index.js'
import type { Scope } from '../api/index.js'

/**
 * Who may call a route. It stands at each route and is what lets callers in: `apiRoute` and `deskRoute` make it, and a
 * test calls every route as everybody.
 */
export type Allowance =
  /** Everybody; it tells nothing of any profile. */
  | 'anyone'
  /** Whoever has a link that works once. */
  | 'one-time-link'
  /** Whoever has the link: it is all that an agent has. */
  | 'agent-link'
  | { readonly apiKey: Scope }
  /** Whoever is logged in and whose role allows it. */
  | { readonly operator: Permission }

/** A route that is up, with who may call it. */
export interface DeclaredRoute {
  readonly method: string
  readonly path: string
  readonly allow: Allowance
}
