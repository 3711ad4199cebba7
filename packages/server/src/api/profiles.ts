import { z } from 'zod'

/** Body of `POST …/pause` and `POST …/resume`. */
export const changeProfileSchema = z.strictObject({ reason: z.string().trim().min(1).max(500) })
export type ChangeProfile = z.infer<typeof changeProfileSchema>

/** What stops a profile's calls. Times are RFC 3339 in UTC. */
export const profileStatusSchema = z.object({
  id: z.string(),
  /** No query and no signing until an operator resumes; null where it is not paused. */
  pause: z
    .object({
      code: z.string().nullable().describe('What Alipay answered; null where an operator paused it, for `reason`.'),
      reason: z.string().nullable(),
      since: z.iso.datetime(),
      by: z.string(),
      canary: z
        .object({ at: z.iso.datetime(), outcome: z.string(), code: z.string().nullable() })
        .nullable()
        .describe('What a forced check brought meanwhile.'),
    })
    .nullable(),
  brake: z
    .object({ failure: z.string(), since: z.iso.datetime(), nextCanaryAt: z.iso.datetime() })
    .nullable()
    .describe(
      'No query until one that is let through at `nextCanaryAt` is answered; null where the brake does not hold.',
    ),
})

export type ProfileStatus = z.infer<typeof profileStatusSchema>

const fingerprint = z.string().regex(/^[\da-f]{12}$/)
const time = z.iso.datetime()

/** A profile whole: `GET /v1/profiles/:id`. Keys stand in it by fingerprint. */
export const profileDetailsSchema = profileStatusSchema.extend({
  source: z.enum(['configuration', 'store']).describe('Of the configuration, which alone changes it, or of the store.'),
  name: z.string(),
  partner: z.string(),
  mode: z.enum(['sandbox', 'test', 'live']),
  accountClass: z.enum(['test', 'contracted']),
  signType: z.enum(['MD5', 'RSA']),
  charset: z.enum(['utf-8', 'gbk', 'gb2312']),
  contact: z.object({ name: z.string(), phone: z.string().optional(), email: z.string().optional() }),
  returnOrigins: z.array(z.string()),
  timeZone: z.string(),
  key: z.object({
    fingerprint: fingerprint.describe('Of the key in use.'),
    staged: fingerprint.nullable().describe('Of the one that waits for its switch.'),
    /** What a query with that one brought. */
    probe: z
      .object({
        at: time,
        outcome: z.string(),
        code: z.string().nullable(),
        suggests: z.enum(['accepted', 'wrong-or-not-active', 'merchant', 'unknown']),
      })
      .nullable(),
    switchAt: time.nullable(),
    switchedAt: time.nullable(),
    previous: fingerprint.nullable().describe('Of the one before the switch, kept until `backUntil`.'),
    backUntil: time.nullable(),
    offersWayBack: z
      .boolean()
      .describe('Alipay has answered ILLEGAL_SIGN since the switch: an operator may go back, nothing does by itself.'),
  }),
  /** What stands between the profile and live calls. */
  gate: z.object({
    open: z.boolean(),
    readyForLive: z.boolean(),
    items: z.array(
      z.object({
        item: z.enum(['name', 'contact', 'account-class', 'procedure']),
        state: z.enum(['met', 'open', 'overridden']),
        rows: z.array(z.string()),
        message: z.string(),
      }),
    ),
    override: z.object({ by: z.string(), reason: z.string(), at: time }).nullable(),
  }),
  /** What must be kept in sight, such as what a test account costs. */
  notices: z.array(z.object({ code: z.string(), rows: z.array(z.string()), message: z.string() })),
})

export type ProfileDetails = z.infer<typeof profileDetailsSchema>

/** Body of `PATCH /v1/profiles/:id`; null takes out what may be missing. The settings' own room checks them. */
export const changeSettingsSchema = z.record(z.string().max(40), z.unknown())

/** Body of `POST …/go-live`. With a reason it goes live although the test stages are not complete. */
export const goLiveSchema = z.strictObject({ overrideReason: z.string().trim().min(1).max(500).optional() })

/** Body of `POST …/key/stage`: the key itself, which is never shown again. */
export const stageKeySchema = z.strictObject({ key: z.string().min(1).max(16_384) })

/** Body of `POST …/key/probe`: an agent whom the query asks about. */
export const probeKeySchema = z.strictObject({ email: z.string().trim().min(1).max(200) })

/** Body of `POST …/key/switch`: now, or at a time ahead. */
export const switchKeySchema = z.strictObject({
  at: z.iso.datetime({ offset: true }).optional(),
  backDays: z.number().int().min(1).max(90).optional(),
  reason: z.string().trim().min(1).max(500).optional(),
})
