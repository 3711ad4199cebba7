/** How a path names an agreement. */
export type AgreementReference =
  | { readonly by: 'email'; readonly email: string }
  | { readonly by: 'account'; readonly account: string }
  | { readonly by: 'id'; readonly id: string }

/**
 * Reads what stands where a path says `:agreement`.
 *
 * @example
 * agreementReference('Agent@Example.com') // { by: 'email', email: 'Agent@Example.com' }
 * agreementReference('account:20881234567890120156') // { by: 'account', account: '20881234567890120156' }
 */
export function agreementReference(text: string): AgreementReference {
  if (text.startsWith('account:')) return { by: 'account', account: text.slice('account:'.length) }
  return text.includes('@') ? { by: 'email', email: text } : { by: 'id', id: text }
}
