/** What somebody who is logged in may be allowed to do on the operators' pages, one by one. */
export const permissions = [
  /** Sees agreements; accounts are masked unless `accounts:see`. */
  'agreements:see',
  'accounts:see',
  /** Starts signings, asks Alipay, opens holds and pauses, works off the operator's list, approves what others asked for. */
  'agreements:act',
  'log:see',
  'log:export',
  'users:manage',
  'keys:manage',
  'profiles:manage',
  'webhooks:manage',
  /** The own password and sessions. */
  'self:manage',
] as const

export type Permission = (typeof permissions)[number]

const rolePermissions = {
  viewer: ['agreements:see', 'self:manage'],
  operator: ['agreements:see', 'accounts:see', 'agreements:act', 'log:see', 'self:manage'],
  auditor: ['agreements:see', 'accounts:see', 'log:see', 'log:export', 'self:manage'],
  administrator: permissions,
} as const satisfies Readonly<Record<string, readonly Permission[]>>

export type Role = keyof typeof rolePermissions

export const roles = Object.keys(rolePermissions) as readonly Role[]

/** Whether it is the name of a role. */
export function isRole(name: string): name is Role {
  return Object.hasOwn(rolePermissions, name)
}

/**
 * What the role allows; nothing where it is no role of ours, as a later release may have written one.
 *
 * @example
 * mayDo('viewer', 'accounts:see') // false
 */
export function mayDo(role: string, permission: Permission): boolean {
  return isRole(role) && (rolePermissions[role] as readonly Permission[]).includes(permission)
}
