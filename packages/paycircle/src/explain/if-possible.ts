import { PaycircleError } from '../base/index.js'

/** What `act` returns; undefined where what was given does not allow it. A defect of ours still comes through. */
export function ifPossible<Result>(act: () => Result): Result | undefined {
  try {
    return act()
  } catch (error) {
    if (error instanceof PaycircleError) return undefined
    throw error
  }
}
