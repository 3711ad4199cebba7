import {
  accountClasses,
  accountParameters,
  charsets,
  formats,
  isLoopbackGateway,
  modes,
  signTypes,
} from 'paycircle/internal/vocabulary'
import { roles } from 'paycircle-server/access'
import { isPrivateNetwork } from 'paycircle-server/delivery'
import { secondPersonActions } from 'paycircle-server/profiles'
import { z } from 'zod'
import { isProxyEntry, trustsEverybody } from './trusted-proxies.js'

const text = (max: number) => z.string().min(1).max(max)

const url = z.string().regex(/^https?:\/\/[^\s/?#@]+\/?$/)

/** How much the service's own log tells; each tells what stands before it as well. */
export const logLevels = ['error', 'warn', 'info', 'debug'] as const

/** `VALUE=ROLE`: whoever has the value in the claim has the role. */
const roleRulePattern = new RegExp(`^.{1,200}=(?:${roles.join('|')})$`)

const timeZone = text(64).refine(isTimeZone)

/** One merchant profile, as `paycircle.config.json` describes it under `profiles`. */
export const profileSchema = z.strictObject({
  name: text(60).optional(),
  mode: z.enum(modes).optional(),
  partner: z
    .string()
    .regex(/^2088\d{12}$/)
    .refine((value) => formats['partner-id'](value, { parameter: 'partner' }) === undefined)
    .optional(),
  keyFile: text(4096).optional(),
  keyFingerprint: z
    .string()
    .regex(/^[\da-f]{12}$/)
    .optional(),
  signType: z.enum(signTypes).optional(),
  charset: z.enum(charsets).optional(),
  accountClass: z.enum(accountClasses).optional(),
  accountParameter: z.enum(accountParameters).optional(),
  gateway: z.string().refine(isLoopbackGateway).optional(),
  contact: z.strictObject({ name: text(60), phone: text(30).optional(), email: text(100).optional() }).optional(),
  returnOrigins: z.array(url).max(20).optional(),
  dnsExemption: z
    .strictObject({
      ip: z.union([z.ipv4(), z.ipv6()]),
      filingNumber: text(100),
      filedOn: z.iso.date(),
    })
    .optional(),
  proxy: z
    .string()
    .regex(/^http:\/\/(?:[^\s/?#@]+@)?[^\s/?#@]+\/?$/)
    .optional(),
  timeZone: timeZone.optional(),
  secondPerson: z.array(z.enum(secondPersonActions)).max(secondPersonActions.length).optional(),
})

/** A whole number; the environment has it as text. */
const callsPerSecond = z.union([z.int().min(0).max(100_000), z.string().regex(/^(?:100000|\d{1,5})$/)])

/** What holds for the installation, whatever the profile. */
export const installationSchema = z.strictObject({
  databaseUrl: z
    .string()
    .regex(/^(?:file:|postgres(?:ql)?:\/\/)./)
    .optional(),
  data: text(4096).optional(),
  publicUrl: url.optional(),
  listen: z
    .string()
    .regex(/^(?:[\w.-]+|\[[\da-fA-F:.]+\]):\d{1,5}$/)
    .refine((value) => Number(value.slice(value.lastIndexOf(':') + 1)) <= 65_535)
    .optional(),
  trustProxy: z
    .string()
    .max(1000)
    // Nobody means to believe everybody.
    .refine((list) => list.split(',').every((entry) => isProxyEntry(entry) && !trustsEverybody(entry)))
    .optional(),
  webhookPrivateNetworks: z
    .string()
    .max(1000)
    .refine((list) => list.split(',').every(isPrivateNetwork))
    .optional(),
  callsPerKey: callsPerSecond.optional(),
  callsPerAddress: callsPerSecond.optional(),
  sealKeyFile: text(4096).optional(),
  anchorFile: text(4096).optional(),
  alarmMailFile: text(4096).optional(),
  alarmWebhookFile: text(4096).optional(),
  secondPerson: profileSchema.shape.secondPerson,
  logLevel: z.enum(logLevels).optional(),
  oidcIssuer: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
  oidcClientId: text(200).optional(),
  oidcClientSecretFile: text(4096).optional(),
  oidcName: text(60).optional(),
  oidcScopes: z
    .string()
    .regex(/^openid(?: [\x21\x23-\x5b\x5d-\x7e]{1,60}){0,10}$/)
    .optional(),
  oidcSessionMinutes: z
    .union([z.int().min(5).max(600), z.string().regex(/^(?:[5-9]|[1-9]\d|[1-5]\d\d|600)$/)])
    .optional(),
  oidcRoleClaim: text(100).optional(),
  oidcRoles: z.array(z.string().regex(roleRulePattern)).min(1).max(50).optional(),
  retention: z
    .string()
    // A calendar period of ISO 8601, or days; never none at all.
    .regex(/^(?=.*[1-9])(?:\d{1,5}d|P(?:\d{1,3}Y)?(?:\d{1,4}M)?(?:\d{1,4}W)?(?:\d{1,5}D)?)$/)
    .optional(),
})

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** A profile's name: how `--profile`, API keys and rows of the store refer to it. */
export const profileNamePattern = /^[a-z][a-z0-9-]{0,39}$/

/** `paycircle.config.json` as a whole. */
export const configurationFileSchema = z.strictObject({
  $schema: z.string().optional(),
  ...installationSchema.shape,
  profiles: z.record(z.string().regex(profileNamePattern), profileSchema).optional(),
})

export type ProfileValues = z.infer<typeof profileSchema>
export type InstallationValues = z.infer<typeof installationSchema>
