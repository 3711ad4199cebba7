/** Thrown when the project breaks its own promises; never by anything a caller did. */
export class DefectError extends Error {
  override readonly name = 'DefectError'
}

/** States what must hold here; a false condition is a defect of ours. */
export function invariant(condition: unknown, claim: string): asserts condition {
  if (condition === false || condition === undefined || condition === null) throw new DefectError(claim)
}

/** For the end of a switch over a union: compiles only while every case is handled. */
export function unreachable(value: never): never {
  throw new DefectError(`unhandled case: ${JSON.stringify(value)}`)
}
