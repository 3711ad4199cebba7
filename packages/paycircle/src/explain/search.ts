import { createHash } from 'node:crypto'
import type { Finding } from './finding.js'
import type { Mistake } from './mistakes.js'
import { bytesIn, textOf, type HashName, type Recipe } from './recipe.js'
import type { Target } from './target.js'

/** A try: the mistakes it assumes and whether they yield the signature that was given. */
export interface Try {
  readonly mistakes: readonly Finding[]
  readonly reproduces: boolean
}

export interface Discovery {
  readonly mistakes: readonly Finding[]
  readonly recipe: Recipe
  /** Mistakes that would have yielded the very same here. */
  readonly sameAs: readonly Finding[]
}

export interface SearchResult {
  /** Each mistake alone, in the order in which they were tried. */
  readonly singles: readonly Try[]
  readonly tried: number
  /** False where the request was too large to try every pair of mistakes. */
  readonly exhaustive: boolean
  readonly found: Discovery | undefined
}

/** Characters worked through at most: thousands of tries on a usual request, some thirty on the largest one taken. */
const budgetCharacters = 33_554_432

/** Looks for the fewest mistakes, at most two, by which a recipe yields a digest that the signature stands for. */
export function searchMistakes(base: Recipe, mistakes: readonly Mistake[], targets: readonly Target[]): SearchResult {
  const bench = new Bench(targets)
  const baseHit = bench.attempt(base)
  if (baseHit !== undefined) {
    const found = { mistakes: mistakesOf([], baseHit), recipe: base, sameAs: [] }
    return { singles: [], tried: bench.tried, exhaustive: true, found }
  }
  const singles: Try[] = []
  let found: Discovery | undefined
  for (const mistake of mistakes) {
    if (bench.exhausted) break
    const recipe = mistake.make(base)
    if (recipe === undefined) continue
    const hit = bench.attempt(recipe)
    singles.push({ mistakes: mistakesOf([mistake], hit), reproduces: hit !== undefined })
    if (hit === undefined) continue
    if (found === undefined) found = { mistakes: mistakesOf([mistake], hit), recipe, sameAs: [] }
    else if (found.mistakes.length === 1) found = { ...found, sameAs: [...found.sameAs, mistake.finding] }
  }
  found ??= searchPairs(base, mistakes, bench)
  return { singles, tried: bench.tried, exhaustive: !bench.exhausted, found }
}

function searchPairs(base: Recipe, mistakes: readonly Mistake[], bench: Bench): Discovery | undefined {
  for (const [index, first] of mistakes.entries()) {
    const halfway = first.make(base)
    if (halfway === undefined) continue
    for (const second of mistakes.slice(index + 1)) {
      if (bench.exhausted) return undefined
      const recipe = second.concern === first.concern ? undefined : second.make(halfway)
      const hit = recipe === undefined ? undefined : bench.attempt(recipe)
      if (recipe !== undefined && hit !== undefined && hit.mistake === undefined) {
        return { mistakes: [first.finding, second.finding], recipe, sameAs: [] }
      }
    }
  }
  return undefined
}

function mistakesOf(made: readonly Mistake[], hit: Target | undefined): readonly Finding[] {
  const findings = made.map((mistake) => mistake.finding)
  return hit?.mistake === undefined ? findings : [...findings, hit.mistake]
}

/** Tries recipes and counts what that costs. */
class Bench {
  tried = 0
  #spentCharacters = 0
  readonly #kinds: readonly { readonly hash: HashName; readonly keyed: boolean }[]

  constructor(readonly targets: readonly Target[]) {
    this.#kinds = targets.filter(
      (one, index) => targets.findIndex((other) => other.hash === one.hash && other.keyed === one.keyed) === index,
    )
  }

  get exhausted(): boolean {
    return this.#spentCharacters > budgetCharacters
  }

  attempt(recipe: Recipe): Target | undefined {
    if (this.exhausted) return undefined
    const text = textOf(recipe)
    this.#spentCharacters += text.length
    const bytes = bytesIn(text, recipe.charset)
    if (bytes === undefined) return undefined
    this.tried++
    for (const { hash, keyed } of this.#kinds) {
      const digest = digestOf(bytes, hash, keyed ? recipe : undefined)
      const hit = this.targets.find((one) => one.hash === hash && one.keyed === keyed && one.fits(digest))
      if (hit !== undefined) return hit
    }
    return undefined
  }
}

/** String and key meet in the hash only. */
function digestOf(bytes: Uint8Array, hash: HashName, keyedBy: Recipe | undefined): string {
  const running = createHash(hash)
  if (keyedBy?.keyPlace === 'before') keyedBy.key?.digestInto(running)
  running.update(bytes)
  if (keyedBy?.keyPlace === 'after') keyedBy.key?.digestInto(running)
  return running.digest('hex')
}
