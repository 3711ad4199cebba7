import { z } from 'zod'

/** Something that somebody should look at, as long as it lasts. */
export const alarmSchema = z.object({
  key: z.string(),
  rule: z.string(),
  severity: z.enum(['critical', 'error', 'warning']),
  /** Null where it is about the installation. */
  profileId: z.string().nullable(),
  /** How many things it is about; at most 200. */
  count: z.int(),
  /** The same in words. */
  text: z.string(),
  openedAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  acknowledgedAt: z.iso.datetime().nullable(),
  acknowledgedBy: z.string().nullable(),
})

export type Alarm = z.infer<typeof alarmSchema>

export const alarmsSchema = z.object({ items: z.array(alarmSchema) })
export type Alarms = z.infer<typeof alarmsSchema>
