/** The closing quote of the JSON string whose opening quote stands at `open`; -1 where there is none. */
export function stringEnd(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0x22) return at
    if (code === 0x5c) at += 1
  }
  return -1
}
