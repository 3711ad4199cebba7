import type { ProfileValues } from './schema.js'

type Contact = NonNullable<ProfileValues['contact']>

/**
 * The contact of a variable, written as mail addresses are: a name, and in angle brackets an e-mail address or a
 * telephone number. Undefined where it is not written so.
 *
 * @example
 * contactOfText('王芳 <021-5555 0100>') // { name: '王芳', phone: '021-5555 0100' }
 */
export function contactOfText(text: string): Contact | undefined {
  const [, name = '', reach = ''] = /^([^<>]+)<([^<>]+)>\s*$/.exec(text) ?? []
  if (name.trim() === '' || reach.trim() === '') return undefined
  return { name: name.trim(), [reach.includes('@') ? 'email' : 'phone']: reach.trim() }
}
