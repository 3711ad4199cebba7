/**
 * Which two-byte codes of GBK and GB2312 are characters. The codec below us also takes codes that later standards
 * added, or that are for private use; on those the programs at the two ends of a wire disagree.
 */

/** GB2312 rows that are not full, as pairs of first and last cell. Rows 1, 3, 16–54 and 56–87 have all 94 cells. */
const partialRows: Readonly<Record<number, readonly (readonly [number, number])[]>> = {
  2: [
    [17, 66],
    [69, 78],
    [81, 92],
  ],
  4: [[1, 83]],
  5: [[1, 86]],
  6: [
    [1, 24],
    [33, 56],
  ],
  7: [
    [1, 33],
    [49, 81],
  ],
  8: [
    [1, 26],
    [37, 73],
  ],
  9: [[4, 79]],
  55: [[1, 89]],
}

/** Whether lead and trail byte are a character of GB 2312-80. */
export function isInGb2312(lead: number, trail: number): boolean {
  const row = lead - 0xa0
  const cell = trail - 0xa0
  if (cell < 1 || cell > 94) return false
  const partial = partialRows[row]
  if (partial !== undefined) return partial.some(([first, last]) => cell >= first && cell <= last)
  return row === 1 || row === 3 || (row >= 16 && row <= 87)
}

/** Whether lead and trail byte have the form of a GBK code; that a character stands there is for the codec to say. */
export function hasGbkForm(lead: number, trail: number): boolean {
  return lead >= 0x81 && lead <= 0xfe && trail >= 0x40 && trail <= 0xfe && trail !== 0x7f
}

/** Codes inside GBK that only later tables fill (2000 and after): the euro sign and the additions of GB 18030. */
export function isLateAddition(lead: number, trail: number): boolean {
  const code = lead * 256 + trail
  return (
    code === 0xa2e3 ||
    code === 0xa3a0 ||
    code === 0xa8bc ||
    code === 0xa8bf ||
    (code >= 0xa989 && code <= 0xa995) ||
    (code >= 0xfe50 && code <= 0xfea0)
  )
}
