import type { Directory } from './directory.js'
import { keepTime } from './rotate-key.js'

/** What another node changed is served here within so many milliseconds. */
export const watchEveryMs = 2000

/** Looks at the store again and again, until the function that comes back is called. */
export function watchProfiles(directory: Directory, onTrouble: (error: unknown) => void): () => Promise<void> {
  let cancel: (() => void) | undefined
  let look: Promise<void> = Promise.resolve()
  const lookLater = () => {
    cancel = directory.clock.after(watchEveryMs, () => {
      look = (async () => {
        await directory.refresh()
        await keepTime(directory)
      })()
        .catch(onTrouble)
        .then(() => {
          if (cancel !== undefined) lookLater()
        })
    })
  }
  lookLater()
  return async () => {
    cancel?.()
    cancel = undefined
    await look
  }
}
