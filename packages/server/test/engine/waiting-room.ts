/** Lets tests wait for a number to be reached, instead of for time to pass. */
export interface WaitingRoom {
  /** The number may have changed. */
  changed(): void
  until(count: number): Promise<void>
}

export function waitingRoom(current: () => number): WaitingRoom {
  let waiting: { readonly count: number; readonly go: () => void }[] = []
  const changed = () => {
    const ready = waiting.filter(({ count }) => count <= current())
    waiting = waiting.filter((one) => !ready.includes(one))
    for (const { go } of ready) go()
  }
  return {
    changed,
    until: (count) =>
      new Promise((go) => {
        waiting.push({ count, go })
        changed()
      }),
  }
}
