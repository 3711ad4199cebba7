import { grammars } from './grammar.js'
import { endOfCode } from './lexer.js'

/** Where PHP that begins at `start` ends: behind `?>`, which in a string (`'<?xml version="1.0"?>'`) ends nothing. */
export function endOfPhp(text: string, start: number): number {
  return endOfCode(text, start, grammars.php)
}
