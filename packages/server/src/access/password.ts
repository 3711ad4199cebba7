import { scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto'
import { accessError } from './errors.js'

/** What a guess costs. `cost` is a power of two; memory is 128 · cost · blockSize bytes. */
export interface PasswordCost {
  readonly cost: number
  readonly blockSize: number
  readonly parallelization: number
}

/** 64 MB and some tens of milliseconds, as OWASP's list has it for scrypt. */
export const defaultPasswordCost: PasswordCost = { cost: 2 ** 16, blockSize: 8, parallelization: 2 }

const saltBytes = 16
const hashBytes = 32
/** Memory is what a flood of log-ins would take; who comes when so many wait is sent away. */
const maxAtOnce = 2
const maxWaiting = 32

/** Makes and compares hashes of passwords, few at a time. */
export interface Passwords {
  /** The hash with its parameters and salt: `scrypt$65536$8$2$salt$hash`. `log-in-busy` where too many wait. */
  hash(password: string): Promise<string>
  /** Whether the password is the one that was hashed; takes as long where there is no hash. `log-in-busy` as well. */
  matches(password: string, hash: string | null): Promise<boolean>
}

export function createPasswords(random: (bytes: number) => Uint8Array, cost: PasswordCost): Passwords {
  const line = createLine()
  const derive = (password: string, salt: Uint8Array, own: PasswordCost) =>
    line(() => scryptOf(password.normalize('NFC'), salt, own))
  // Of a password that nobody knows, so that a name that does not exist costs the same.
  const decoy = { ...cost, salt: random(saltBytes), hash: random(hashBytes) }
  return {
    async hash(password) {
      const salt = random(saltBytes)
      const hash = await derive(password, salt, cost)
      const numbers = [cost.cost, cost.blockSize, cost.parallelization]
      return ['scrypt', ...numbers, base64(salt), base64(hash)].join('$')
    },
    async matches(password, stored) {
      const read = stored === null ? undefined : readHash(stored)
      const { salt, hash, ...own } = read ?? decoy
      const derived = await derive(password, salt, own)
      return timingSafeEqual(derived, hash) && read !== undefined
    },
  }
}

const pattern = /^scrypt\$(\d{1,8})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/

function readHash(
  stored: string,
): (PasswordCost & { readonly salt: Uint8Array; readonly hash: Uint8Array }) | undefined {
  const [, cost, blockSize, parallelization, salt, hash] = pattern.exec(stored) ?? []
  if (salt === undefined || hash === undefined) return undefined
  return {
    cost: Number(cost),
    blockSize: Number(blockSize),
    parallelization: Number(parallelization),
    salt: Buffer.from(salt, 'base64url'),
    hash: Buffer.from(hash, 'base64url'),
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}

function scryptOf(password: string, salt: Uint8Array, own: PasswordCost): Promise<Buffer> {
  const options: ScryptOptions = { ...own, maxmem: 192 * own.cost * own.blockSize }
  return new Promise((resolve, reject) => {
    scrypt(password, salt, hashBytes, options, (error, derived) => {
      if (error === null) resolve(derived)
      else reject(error)
    })
  })
}

/** Lets so many work at once; the others wait their turn, and past a limit are refused. */
function createLine(): <Value>(work: () => Promise<Value>) => Promise<Value> {
  let working = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (working >= maxAtOnce) {
      if (waiting.length >= maxWaiting) throw accessError('log-in-busy', { retryAfterMs: 2000 })
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else working++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) working--
      else next()
    }
  }
}
