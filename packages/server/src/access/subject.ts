import { accessError } from './errors.js'

const mostCharacters = 255

/** As the store keeps whom a provider vouches for: two providers may call two people alike. */
export function subjectKey(issuer: string, subject: string): string {
  return `${issuer} ${subject}`
}

/** The same of what somebody typed. `subject-malformed`. */
export function checkedSubject({ issuer, subject }: { readonly issuer: string; readonly subject: string }): string {
  // As OpenID Connect bounds it.
  const isRight = subject !== '' && subject.length <= mostCharacters && subject.trim() === subject
  if (!isRight) throw accessError('subject-malformed', {})
  return subjectKey(issuer, subject)
}
