import pico from 'picocolors'

type Paint = (text: string) => string

/** The only use of colour: how a check ended. The words say it too. */
export interface Colours {
  readonly ok: Paint
  readonly warn: Paint
  readonly fail: Paint
}

export function coloursOf(shown: boolean): Colours {
  const { green, yellow, red } = pico.createColors(shown)
  return { ok: green, warn: yellow, fail: red }
}
