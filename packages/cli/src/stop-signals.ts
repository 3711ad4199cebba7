/**
 * Resolves at the first SIGINT or SIGTERM. A second one ends the process at once, with the exit code that shells give
 * such an end.
 */
export function stopSignals(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false
    for (const [signal, exitCode] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const) {
      process.on(signal, () => {
        if (asked) process.exit(exitCode)
        asked = true
        resolve()
      })
    }
  })
}
