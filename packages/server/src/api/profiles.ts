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
