/** As much of it as the tests use; the package has no types of its own. */
declare module 'smtp-server' {
  import type { Server } from 'node:net'
  import type { Readable } from 'node:stream'

  interface Login {
    readonly username: string
    readonly password: string
  }

  interface Session {
    /** Whether it is by TLS now. */
    readonly secure: boolean
  }

  export class SMTPServer {
    constructor(options: {
      readonly secure?: boolean
      readonly key?: Buffer
      readonly cert?: Buffer
      readonly logger?: boolean
      readonly disableReverseLookup?: boolean
      readonly disabledCommands?: readonly string[]
      readonly allowInsecureAuth?: boolean
      onAuth?(login: Login, session: Session, done: (error: Error | null, answer?: { user: string }) => void): void
      onData(stream: Readable, session: Session, done: (error?: Error) => void): void
    })
    readonly server: Server
    listen(port: number, host: string, listening: () => void): void
    close(closed: () => void): void
    on(event: 'error', hear: (error: Error) => void): void
  }
}
