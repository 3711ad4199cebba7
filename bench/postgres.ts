import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

export interface Postgres {
  /** The address of a new, empty database. */
  newDatabase(): Promise<string>
  dispose(): Promise<void>
}

const isRoot = userInfo().uid === 0

/** A PostgreSQL of the bench's own, from Debian's binaries, with its syncs on. */
export async function startPostgres(): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'paycircle-bench-postgres-'))
  if (isRoot) chownSync(folder, idOf('-u'), idOf('-g'))
  const data = join(folder, 'data')
  execFileSync(...asServer('initdb', ['-D', data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--no-locale']), {
    stdio: 'ignore',
    cwd: folder,
  })
  const port = await freePort()
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'max_connections=200']
  const [program, args] = asServer('postgres', [
    '-D',
    data,
    '-p',
    String(port),
    ...settings.flatMap((one) => ['-c', one]),
  ])
  const server = spawn(program, args, { stdio: 'ignore', cwd: folder })
  const urlOf = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`
  const query = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: urlOf('postgres') })
    client.on('error', () => undefined)
    await client.connect()
    await client.query(sql)
    await client.end()
  }
  while (
    !(await query('select 1').then(
      () => true,
      () => false,
    ))
  ) {
    if (server.exitCode !== null) throw new Error('PostgreSQL did not start')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  let databases = 0
  return {
    async newDatabase() {
      const name = `bench_${++databases}`
      await query(`create database ${name}`)
      return urlOf(name)
    },
    async dispose() {
      server.kill('SIGINT')
      await once(server, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL refuses to run as root: then it runs as the user that Debian's package makes. */
function asServer(program: string, args: readonly string[]): [string, string[]] {
  const path = join(execFileSync('pg_config', ['--bindir'], { encoding: 'utf8' }).trim(), program)
  if (!isRoot) return [path, [...args]]
  return ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', path, ...args]]
}

function idOf(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
