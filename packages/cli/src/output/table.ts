import Table from 'cli-table3'
import { displayWidth, padEnd } from './width.js'

const bare = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
}

/** Rows under their headings, columns aligned also where they hold Chinese. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const printed = new Table({
    head: headings.map(printable),
    chars: bare,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  })
  printed.push(...rows.map((row) => row.map(printable)))
  return trimLines(printed.toString())
}

/** Names and values, one pair a line, the values aligned. */
export function pairs(entries: readonly (readonly [string, string])[]): string {
  const left = Math.max(0, ...entries.map(([name]) => displayWidth(name))) + 2
  return trimLines(entries.map(([name, value]) => padEnd(name, left) + printable(value)).join('\n'))
}

/** Text from outside with control characters made visible: it must not steer the terminal. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

function trimLines(text: string): string {
  return text.replace(/[ ]+$/gm, '')
}
