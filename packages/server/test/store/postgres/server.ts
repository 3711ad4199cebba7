import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

/** A real PostgreSQL of the test's own, from Debian's binaries. Its disk is not synced: power loss is not tested here. */
export class PostgresServer {
  readonly #folder: string
  readonly #port: number
  #process: ChildProcess | undefined
  #databases = 0

  private constructor(folder: string, port: number) {
    this.#folder = folder
    this.#port = port
  }

  static async start(): Promise<PostgresServer> {
    const folder = mkdtempSync(join(roomyFolder(), 'paycircle-postgres-'))
    giveToServer(folder)
    const server = new PostgresServer(folder, await freePort())
    const make = ['-D', join(folder, 'data'), '-A', 'trust', '-U', 'postgres', '--no-sync', '-E', 'UTF8', '--no-locale']
    const [file, args] = asServer('initdb', make)
    execFileSync(file, args, { stdio: 'ignore', cwd: folder })
    await server.resume()
    return server
  }

  /** Starts it, again after `stop` or `kill`. */
  async resume(): Promise<void> {
    const settings = [
      'fsync=off',
      'listen_addresses=127.0.0.1',
      `unix_socket_directories=${this.#folder}`,
      'max_connections=120',
      'max_wal_size=128MB',
    ]
    const options = settings.flatMap((setting) => ['-c', setting])
    const [file, args] = asServer('postgres', ['-D', join(this.#folder, 'data'), '-p', String(this.#port), ...options])
    this.#process = spawn(file, args, { stdio: 'ignore', cwd: this.#folder })
    for (;;) {
      const reached = await this.query('postgres', 'select 1').then(
        () => true,
        () => false,
      )
      if (reached) return
      if (this.#process.exitCode !== null) throw new Error('PostgreSQL did not start')
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  /** The address of a new database, empty or like another that nobody is connected to. */
  async newDatabase(template = 'template1'): Promise<string> {
    const name = `store_${++this.#databases}`
    await this.query('postgres', `create database ${name} template ${template}`)
    return this.urlOf(name)
  }

  async dropDatabase(url: string): Promise<void> {
    await this.query('postgres', `drop database ${new URL(url).pathname.slice(1)}`)
  }

  urlOf(database: string): string {
    return `postgres://postgres@127.0.0.1:${this.#port}/${database}`
  }

  /** Runs a statement over a connection of its own. */
  async query(database: string, sql: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: this.urlOf(database) })
    client.on('error', () => undefined)
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows
    } finally {
      await client.end()
    }
  }

  /** Ends it at once, as a crash would; the files stay. */
  async kill(): Promise<void> {
    const process = this.#process
    this.#process = undefined
    if (process?.exitCode !== null) return
    process.kill('SIGQUIT')
    await once(process, 'exit')
  }

  async dispose(): Promise<void> {
    await this.kill()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** Memory where there is plenty of it: a new database is a thousand files, for which a disk takes its time. */
function roomyFolder(): string {
  const [memory, plentyBytes] = ['/dev/shm', 2 * 1024 ** 3]
  if (!existsSync(memory)) return tmpdir()
  const { bavail, bsize } = statfsSync(memory)
  return bavail * bsize >= plentyBytes ? memory : tmpdir()
}

/** PostgreSQL refuses to run as root: then it runs as the user that Debian's package makes. */
function asServer(program: string, args: readonly string[]): [string, string[]] {
  const path = join(binaries(), program)
  if (userInfo().uid !== 0) return [path, [...args]]
  return ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', path, ...args]]
}

/** Where the server's own programs are, which Debian keeps off the path. */
export function binaries(): string {
  return execFileSync('pg_config', ['--bindir'], { encoding: 'utf8' }).trim()
}

function giveToServer(folder: string): void {
  if (userInfo().uid !== 0) return
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  if (existsSync(folder)) chownSync(folder, id('-u'), id('-g'))
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
