import { aboutAccount } from './agreement-endpoints.js'
import { endpoint } from './endpoint.js'
import { profileExample } from './examples.js'
import { apiRoutes } from './paths.js'
import {
  changeProfileSchema,
  changeSettingsSchema,
  goLiveSchema,
  probeKeySchema,
  profileDetailsSchema,
  profileStatusSchema,
  stageKeySchema,
  switchKeySchema,
} from './profiles.js'

const profileStatus = {
  name: 'ProfileStatus',
  schema: profileStatusSchema,
  example: { id: 'default', pause: null, brake: null },
} as const
const profileDetails = {
  status: 200,
  name: 'Profile',
  schema: profileDetailsSchema,
  description: 'The profile as it stands now.',
  example: profileExample,
} as const
const aboutKeys = [
  'profile-other',
  'profile-contended',
  'sealing-key-missing',
  'sealing-key-unknown',
  'sealed-damaged',
  'store-full',
] as const

/** The profile of the API key: its settings, what stops it, its going live and its keys. S3-01, S3-03 */
export const profileEndpoints = {
  getProfile: endpoint({
    id: 'getProfile',
    method: 'GET',
    path: apiRoutes.profile,
    tag: 'Profile',
    summary: 'The profile of the API key: settings, what stops it, keys by fingerprint, go-live gate',
    scope: 'profile:read',
    answer: profileDetails,
    problems: ['profile-other'],
  }),
  updateProfile: endpoint({
    id: 'updateProfile',
    method: 'PATCH',
    path: apiRoutes.profile,
    tag: 'Profile',
    summary: 'Change settings of a profile that is kept in the store',
    description:
      'What is left out stays; null takes out what may be missing. A profile of the configuration is changed there. The key is changed by staging another one.',
    scope: 'profile:write',
    body: {
      name: 'ChangeSettings',
      schema: changeSettingsSchema,
      example: { name: '示例商旅', timeZone: 'Asia/Shanghai' },
    },
    answer: profileDetails,
    problems: [
      'profile-not-stored',
      'profile-settings-malformed',
      'profile-field-malformed',
      'key-malformed',
      'go-live-gate-closed',
      ...aboutKeys,
    ],
  }),
  goLive: endpoint({
    id: 'goLive',
    method: 'POST',
    path: apiRoutes.profileGoLive,
    tag: 'Profile',
    summary: 'Take the profile through the go-live gate',
    description:
      'Refused with everything that is missing, item by item; nothing is changed then. With `overrideReason` somebody answers for test stages that are not recorded as complete (S3-03, Q3-03); it is logged and shown with the gate.',
    scope: 'profile:write',
    body: { name: 'GoLive', schema: goLiveSchema, optional: true, example: {} },
    answer: profileDetails,
    problems: ['go-live-gate-closed', 'reason-missing', 'second-person-asked', ...aboutKeys],
  }),
  stageKey: endpoint({
    id: 'stageKey',
    method: 'POST',
    path: apiRoutes.profileKeyStage,
    tag: 'Profile',
    summary: 'Keep a new security key, sealed, until it is switched to',
    scope: 'profile:write',
    body: { name: 'StageKey', schema: stageKeySchema, example: { key: 'the key as Alipay issued it' } },
    answer: profileDetails,
    problems: ['key-malformed', 'key-already-used', ...aboutKeys],
  }),
  probeKey: endpoint({
    id: 'probeKey',
    method: 'POST',
    path: apiRoutes.profileKeyProbe,
    tag: 'Profile',
    summary: 'Ask Alipay once with the new key, and tell what the answer suggests of it',
    description: 'In the pace of all other calls. It changes no agreement, no brake and no pause (S3-01, Q3-01).',
    scope: 'profile:write',
    body: { name: 'ProbeKey', schema: probeKeySchema, example: { email: 'agent@example.com' } },
    answer: profileDetails,
    problems: ['key-not-staged', 'go-live-gate-closed', ...aboutAccount, ...aboutKeys],
  }),
  switchKey: endpoint({
    id: 'switchKey',
    method: 'POST',
    path: apiRoutes.profileKeySwitch,
    tag: 'Profile',
    summary: 'Use the new key, now or from a time on',
    description:
      'Alipay is not known to take both keys at once: calls in flight end with the old one, the next use the new one, on every node within seconds. The old one is kept for `backDays`, the way back.',
    scope: 'profile:write',
    body: { name: 'SwitchKey', schema: switchKeySchema, optional: true, example: { at: '2026-11-28T02:00:00+08:00' } },
    answer: profileDetails,
    problems: ['key-not-staged', 'switch-time-malformed', ...aboutKeys],
  }),
  returnKey: endpoint({
    id: 'returnKey',
    method: 'POST',
    path: apiRoutes.profileKeyReturn,
    tag: 'Profile',
    summary: 'Use the old key again, or give up a planned switch',
    scope: 'profile:write',
    body: { name: 'ChangeProfile', schema: changeProfileSchema, example: { reason: 'not active at Alipay yet' } },
    answer: profileDetails,
    problems: ['no-way-back', 'reason-missing', ...aboutKeys],
  }),
  pauseProfile: endpoint({
    id: 'pauseProfile',
    method: 'POST',
    path: apiRoutes.profilePause,
    tag: 'Profile',
    summary: 'Stop queries and signings of the profile',
    scope: 'profile:write',
    body: { name: 'ChangeProfile', schema: changeProfileSchema, example: { reason: 'contract under review' } },
    answer: { ...profileStatus, status: 200, description: 'The profile as it stands now.' },
    problems: ['profile-other', 'profile-paused', 'reason-missing', 'store-full'],
  }),
  resumeProfile: endpoint({
    id: 'resumeProfile',
    method: 'POST',
    path: apiRoutes.profileResume,
    tag: 'Profile',
    summary: 'Let a paused profile go on',
    scope: 'profile:write',
    body: { name: 'ChangeProfile', schema: changeProfileSchema, example: { reason: 'the air agreement is signed' } },
    answer: { ...profileStatus, status: 200, description: 'The profile as it stands now.' },
    problems: ['profile-other', 'profile-not-paused', 'reason-missing', 'store-full'],
  }),
} as const
