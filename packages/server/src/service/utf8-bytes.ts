const ascii = /^[\0-\x7f]*$/

/**
 * The text in UTF-8, a character for each byte. Node sends such a string, told that it is latin1, in one piece with the
 * headers, and copies it where a text would be encoded.
 */
export function bytesOf(text: string): string {
  return ascii.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1')
}
