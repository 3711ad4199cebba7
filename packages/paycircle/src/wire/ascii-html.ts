import { escapeHtml } from '../base/index.js'

const special = /[&<>"'\r]|[^\0-\u009F]/

/**
 * As `escapeHtml`, with characters beyond ASCII as references: the result reads the same in a page of any charset. The
 * controls U+0080 to U+009F stay, as HTML gives references to them another meaning.
 */
export function asciiHtml(text: string): string {
  if (!special.test(text)) return text
  return escapeHtml(text).replace(/\r|[^\0-\u009F]/gu, (character) => `&#${character.codePointAt(0) ?? 0};`)
}
