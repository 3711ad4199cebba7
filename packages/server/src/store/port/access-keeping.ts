/** Somebody who may log in. Times are UTC milliseconds. */
export interface UserRow {
  readonly id: string
  /** What is typed at log-in: lower case, no other user's. */
  readonly name: string
  readonly role: string
  /** The profiles about which the user may do what the role allows; null where all. */
  readonly profileIds: readonly string[] | null
  /** With the parameters of its making; null where none was set yet, or another service knows who it is. */
  readonly passwordHash: string | null
  /** Issuer and subject where another service says who it is. */
  readonly subject: string | null
  readonly createdAt: number
  readonly updatedAt: number
  readonly disabledAt: number | null
  /** Goes up by one with every change. */
  readonly version: number
}

/** That a browser is logged in. Only the digest of what the browser holds is stored. */
export interface SessionRow {
  /** SHA-256, hexadecimal. */
  readonly digest: string
  /** What lists and the log call it; opens nothing. */
  readonly id: string
  readonly userId: string
  readonly userAgent: string | null
  readonly createdAt: number
  /** To the minute. */
  readonly lastSeenAt: number
  /** However busy it is, it ends here. */
  readonly expiresAt: number
  /** When it was ended before that; null where it was not. */
  readonly endedAt: number | null
}

/** What works once: the first administrator's link, the one with which a password is set, a log-in by another service. */
export interface OneTimeTokenRow {
  /** SHA-256, hexadecimal. */
  readonly digest: string
  readonly purpose: 'set-up' | 'password' | 'provider-log-in'
  readonly userId: string | null
  readonly createdAt: number
  readonly expiresAt: number
  readonly usedAt: number | null
}

/** How often in a row a log-in failed, by account or by address, shared by all nodes. */
export interface LogInPaceRow {
  /** A digest: what somebody typed at the log-in may be a password. */
  readonly key: string
  readonly failures: number
  /** Before then nothing is tried. */
  readonly nextAt: number
  /** When the latest failed. */
  readonly updatedAt: number
}

/** That somebody asked for what takes a second person. */
export interface ApprovalRow {
  readonly id: string
  readonly profileId: string
  readonly action: string
  /** JSON: what the action is done to. */
  readonly subject: string
  readonly reason: string
  readonly askedBy: string
  readonly askedAt: number
  readonly expiresAt: number
  readonly decision: 'approved' | 'refused' | null
  readonly decidedBy: string | null
  readonly decidedAt: number | null
  readonly decisionReason: string | null
}

export type AccessKeepingGuard =
  | { readonly guard: 'no-user' }
  | { readonly guard: 'user-version'; readonly userId: string; readonly version: number }
  /** It was not used, and has not run out at `at`. */
  | { readonly guard: 'token-open'; readonly digest: string; readonly at: number }
  /** No attempt ended since it was read; 0 failures where there was no row. */
  | { readonly guard: 'log-in-pace-unchanged'; readonly key: string; readonly failures: number }
  /** Nobody has decided it, and it has not run out at `at`. */
  | { readonly guard: 'approval-open'; readonly approvalId: string; readonly at: number }

export type AccessKeepingWrite =
  | { readonly write: 'insert-user'; readonly row: UserRow }
  /** The writer itself raises the version. */
  | {
      readonly write: 'update-user'
      readonly userId: string
      readonly changes: Partial<Pick<UserRow, 'role' | 'profileIds' | 'passwordHash' | 'subject' | 'disabledAt'>> & {
        readonly updatedAt: number
      }
    }
  | { readonly write: 'insert-session'; readonly row: SessionRow }
  | {
      readonly write: 'update-session'
      readonly digest: string
      readonly changes: Partial<Pick<SessionRow, 'lastSeenAt' | 'endedAt'>>
    }
  /** All of the user's but the one that is named. */
  | { readonly write: 'end-sessions'; readonly userId: string; readonly exceptDigest: string; readonly at: number }
  /** Those that ran out before, and spent one-time tokens and paces with them. */
  | { readonly write: 'remove-spent'; readonly before: number }
  | { readonly write: 'insert-one-time-token'; readonly row: OneTimeTokenRow }
  | { readonly write: 'use-one-time-token'; readonly digest: string; readonly at: number }
  /** Takes the place of the pace that there was. */
  | { readonly write: 'put-log-in-pace'; readonly row: LogInPaceRow }
  | { readonly write: 'insert-approval'; readonly row: ApprovalRow }
  | {
      readonly write: 'decide-approval'
      readonly approvalId: string
      readonly decision: Pick<ApprovalRow, 'decision' | 'decidedBy' | 'decidedAt' | 'decisionReason'>
    }
  | { readonly write: 'use-api-key'; readonly apiKeyId: string; readonly at: number }

/** What stands in the store about who may do what. */
export interface AccessKeepingReader {
  /** Whether there is any user, disabled or not. */
  hasUsers(): Promise<boolean>
  user(id: string): Promise<UserRow | undefined>
  userByName(name: string): Promise<UserRow | undefined>
  userBySubject(subject: string): Promise<UserRow | undefined>
  /** By name, those after the one that is named. */
  users(afterName: string, limit: number): Promise<readonly UserRow[]>
  session(digest: string): Promise<SessionRow | undefined>
  /** Those of the user that stand at `at`, newest first. */
  sessionsOf(userId: string, at: number, limit: number): Promise<readonly SessionRow[]>
  oneTimeToken(digest: string): Promise<OneTimeTokenRow | undefined>
  logInPace(key: string): Promise<LogInPaceRow | undefined>
  approval(id: string): Promise<ApprovalRow | undefined>
  /** The profile's newest, decided or not. */
  approvals(profileId: string, limit: number): Promise<readonly ApprovalRow[]>
}
