import { accessError } from './errors.js'

export const minPasswordCharacters = 12
const maxPasswordCharacters = 128
const minDifferent = 5

/**
 * Refuses passwords that are guessed first: too short, of few different characters, made of the user's own name, or
 * running along the alphabet or the digits. No characters are demanded: length is what counts.
 *
 * @throws `password-weak`, which says what is wrong
 */
export function checkPassword(password: string, userName: string): void {
  const characters = Array.from(password.normalize('NFC'))
  if (characters.length < minPasswordCharacters) throw accessError('password-weak', { reason: 'short' })
  if (characters.length > maxPasswordCharacters) throw accessError('password-weak', { reason: 'long' })
  if (new Set(characters).size < minDifferent) throw accessError('password-weak', { reason: 'repeats' })
  const lower = password.toLowerCase()
  const rest = userName.length < 3 ? lower : lower.replaceAll(userName, '')
  if (rest.length < minPasswordCharacters - 4) throw accessError('password-weak', { reason: 'name' })
  const steps = characters.slice(1).map((one, index) => codeOf(one) - codeOf(characters[index] ?? ''))
  const runs = steps.filter((step) => Math.abs(step) <= 1).length
  if (runs > steps.length * 0.75) throw accessError('password-weak', { reason: 'sequence' })
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0
}
