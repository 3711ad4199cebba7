import type { Role } from './roles.js'

/** Which role comes of what the identity provider says. */
export interface RoleRules {
  /** The claim that holds a text, or a list of texts. */
  readonly claim: string
  /** The first whose value is there counts. */
  readonly roles: readonly { readonly value: string; readonly role: Role }[]
}

/** The role that comes of the claims; undefined where none does. */
export function createRoleRules(
  rules: RoleRules | undefined,
): (claims: Readonly<Record<string, unknown>>) => Role | undefined {
  return (claims) => {
    if (rules === undefined) return undefined
    const said = [claims[rules.claim]].flat()
    return rules.roles.find(({ value }) => said.includes(value))?.role
  }
}
