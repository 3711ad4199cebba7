/** Calls the listener at every SIGHUP; the function returned ends that. */
export function reloadSignals(listener: () => void): () => void {
  process.on('SIGHUP', listener)
  return () => {
    process.off('SIGHUP', listener)
  }
}
