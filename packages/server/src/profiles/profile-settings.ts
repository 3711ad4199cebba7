import {
  accountClasses,
  accountParameters,
  charsets,
  isLoopbackGateway,
  modes,
  signTypes,
} from 'paycircle/internal/vocabulary'
import { z } from 'zod'
import type { Secret } from 'paycircle/internal/base'
import { createProfile } from './create-profile.js'
import { profileError } from './errors.js'
import type { MerchantProfile } from './merchant-profile.js'

const text = (most: number) => z.string().min(1).max(most)

/** The settings of a profile that is kept in the store; its key stands apart, sealed. */
export const profileSettingsSchema = z.strictObject({
  name: text(60),
  partner: z.string().regex(/^2088\d{12}$/),
  signType: z.enum(signTypes).default('MD5'),
  charset: z.enum(charsets).default('utf-8'),
  mode: z.enum(modes).default('sandbox'),
  accountClass: z.enum(accountClasses).default('test'),
  contact: z.strictObject({ name: text(60), phone: text(30).optional(), email: text(100).optional() }),
  returnOrigins: z.array(text(200)).max(20).default([]),
  timeZone: text(64).default('Asia/Shanghai'),
  accountParameter: z.enum(accountParameters).optional(),
  gateway: z.string().max(200).refine(isLoopbackGateway).optional(),
  dnsExemption: z
    .strictObject({ ip: z.union([z.ipv4(), z.ipv6()]), filingNumber: text(100), filedOn: z.iso.date() })
    .optional(),
  // Without a password: what stands here is not sealed.
  proxy: z
    .string()
    .regex(/^http:\/\/[^\s/?#@]{1,200}\/?$/)
    .optional(),
})

export type ProfileSettings = z.infer<typeof profileSettingsSchema>

/** What may be changed of a profile afterwards: everything; `null` takes out what may be missing. */
export const profileChangesSchema = z.strictObject({
  ...profileSettingsSchema.partial().shape,
  accountParameter: profileSettingsSchema.shape.accountParameter.nullable(),
  gateway: profileSettingsSchema.shape.gateway.nullable(),
  dnsExemption: profileSettingsSchema.shape.dnsExemption.nullable(),
  proxy: profileSettingsSchema.shape.proxy.nullable(),
})

export type ProfileChanges = z.input<typeof profileChangesSchema>

/**
 * Settings as somebody gave them.
 *
 * @throws profile-settings-malformed, which names the field
 */
export function profileSettingsOf(profileId: string, given: unknown): ProfileSettings {
  const parsed = profileSettingsSchema.safeParse(given)
  if (parsed.success) return parsed.data
  throw malformed(profileId, parsed.error)
}

/** The settings with these changes. @throws profile-settings-malformed */
export function changedSettings(profileId: string, settings: ProfileSettings, given: unknown): ProfileSettings {
  const parsed = profileChangesSchema.safeParse(given)
  if (!parsed.success) throw malformed(profileId, parsed.error)
  // Only what was given: the schema would fill defaults in.
  const names = Object.keys(given as object)
  const changes = Object.fromEntries(Object.entries(parsed.data).filter(([name]) => names.includes(name)))
  const merged = Object.entries<unknown>({ ...settings, ...changes }).filter(
    ([, value]) => value !== undefined && value !== null,
  )
  return profileSettingsOf(profileId, Object.fromEntries(merged))
}

function malformed(profileId: string, { issues: [issue] }: z.ZodError) {
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys : []
  return profileError('profile-settings-malformed', {
    profileId,
    field: [...(issue?.path ?? []), ...keys].map(String).join('.'),
  })
}

/** The profile that these settings and this key make. @throws the errors of `createProfile` */
export function profileOfSettings(id: string, settings: ProfileSettings, key: Secret): MerchantProfile {
  const { contact, accountParameter, gateway, dnsExemption, proxy, ...rest } = settings
  const { name, phone, email } = contact
  return createProfile({
    ...rest,
    id,
    key,
    contact: { name, ...(phone === undefined ? {} : { phone }), ...(email === undefined ? {} : { email }) },
    ...(accountParameter === undefined ? {} : { accountParameter }),
    ...(gateway === undefined ? {} : { gateway }),
    ...(dnsExemption === undefined ? {} : { dnsExemption }),
    ...(proxy === undefined ? {} : { proxy }),
  })
}
