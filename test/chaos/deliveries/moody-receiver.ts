import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import type { SeededRandom } from '../simulation/seeded-random.js'

/** One request, as it came. */
export interface Post {
  /** Counts what happens at this receiver: requests that came and answers of success that went. */
  readonly order: number
  /** UTC milliseconds, when the whole of it was there. */
  readonly at: number
  readonly id: string
  readonly event: PostedEvent
  /** Why its signature does not hold, as the library says; undefined where it does. */
  readonly forged?: string
  /** Whether it is of those that are refused for good. */
  readonly refused: boolean
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** When it was answered with success, in the same count; undefined where it was not. */
  acknowledged?: number
}

export interface PostedEvent {
  readonly id: string
  readonly type: string
  readonly agreementId: string | null
}

/** Accepts; refuses; never answers; closes when it has read everything; answers 200 and breaks off. */
type Mood = 'accept' | 'hesitate' | 'refuse' | 'hang' | 'close' | 'break-off'

const moods: readonly Mood[] = [
  ...Array.from({ length: 12 }, () => 'accept' as const),
  ...(['hesitate', 'hesitate', 'refuse', 'refuse', 'refuse', 'hang', 'close', 'close', 'break-off'] as const),
]

/**
 * A receiver on loopback as there are some: verifies, applies each id once, mostly answers with success, and sometimes
 * leaves it open whether it has applied what came.
 */
export class MoodyReceiver {
  readonly posts: Post[] = []
  /** The ids of what it has applied, in that order. */
  readonly applied = new Set<string>()
  /** What it refuses for good. */
  refuses: (event: PostedEvent) => boolean = () => false
  secret = ''
  #count = 0
  #hesitating: (() => void)[] = []
  readonly #server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('error', () => undefined)
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString('utf8')
      this.#take(request.headers as Record<string, string>, body, response)
    })
  })

  private constructor(
    readonly events: readonly string[] | undefined,
    private readonly random: SeededRandom,
  ) {}

  /** `events`: the types that its webhook is told; all unless given. */
  static async start(random: SeededRandom, events?: readonly string[]): Promise<MoodyReceiver> {
    const receiver = new MoodyReceiver(events, random)
    await new Promise<void>((resolve) => receiver.#server.listen(0, '127.0.0.1', resolve))
    return receiver
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/events`
  }

  wants({ type }: Pick<PostedEvent, 'type'>): boolean {
    return this.events?.includes(type) ?? true
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => {
        resolve()
      })
      this.#server.closeAllConnections()
    })
  }

  #take(headers: Readonly<Record<string, string>>, body: string, response: ServerResponse): void {
    const forged = this.#verify(headers, body)
    const event = JSON.parse(body) as PostedEvent
    const id = headers['webhook-id'] ?? ''
    const at = Date.now()
    const refused = this.refuses(event)
    const order = this.#count++
    const post: Post = { order, at, id, event, headers, body, refused, ...(forged === undefined ? {} : { forged }) }
    this.posts.push(post)
    // Whoever hesitated answers now that another has come; where none comes it has hung.
    for (const answer of this.#hesitating.splice(0)) answer()
    const mood = forged !== undefined || refused ? 'refuse' : this.random.pick(moods)
    const isOpen = mood !== 'accept' && mood !== 'hesitate' && mood !== 'refuse'
    if (mood === 'accept' || (isOpen && this.random.chance(0.5))) this.applied.add(id)
    this.#behave(mood, post, response)
  }

  #behave(mood: Mood, post: Post, response: ServerResponse): void {
    const acknowledge = () => {
      if (response.destroyed) return
      this.applied.add(post.id)
      post.acknowledged = this.#count++
      response.writeHead(204).end()
    }
    switch (mood) {
      case 'accept':
        acknowledge()
        return
      case 'hesitate':
        this.#hesitating.push(acknowledge)
        return
      case 'refuse':
        response.writeHead(500).end()
        return
      case 'close':
        response.destroy()
        return
      case 'break-off':
        response.writeHead(200, { 'content-length': 100 }).write('begun', () => response.destroy())
        return
      case 'hang':
        return
    }
  }

  #verify(headers: Readonly<Record<string, string>>, body: string): string | undefined {
    try {
      new Webhook(this.secret).verify(body, headers)
      return undefined
    } catch (error) {
      return String(error)
    }
  }
}
