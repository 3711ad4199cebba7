import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { median } from './measure.js'
import { peersFolder } from './peers.js'
import { atMost, type Row } from './report.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const command = join(root, 'packages/cli/bin/paycircle.js')

interface Import {
  readonly milliseconds: number
  readonly bytes: number
}

/** A fresh process that imports the module and tells time and memory; without a module it is bare node. */
function importOnce(module: string | undefined, folder: string): Import {
  const importing = module === undefined ? '' : `await import(${JSON.stringify(module)});`
  const program = `const start = performance.now(); ${importing} const ms = performance.now() - start;
    process.stdout.write(JSON.stringify({ milliseconds: ms, bytes: process.memoryUsage().rss }))`
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', program], { cwd: folder, encoding: 'utf8' })
  if (child.status !== 0) throw new Error(`could not import ${module ?? 'nothing'}: ${child.stderr}`)
  return JSON.parse(child.stdout) as Import
}

function importCost(module: string, folder: string): Import {
  const runs = Array.from({ length: 15 }, () => ({
    bare: importOnce(undefined, folder),
    loaded: importOnce(module, folder),
  }))
  return {
    milliseconds: median(runs.map((run) => run.loaded.milliseconds)),
    bytes: median(runs.map((run) => run.loaded.bytes - run.bare.bytes)),
  }
}

function helpMilliseconds(): number {
  const once = (): number => {
    const start = performance.now()
    const { status } = spawnSync(process.execPath, [command, '--help'], { stdio: 'ignore' })
    if (status !== 0) throw new Error('--help failed')
    return performance.now() - start
  }
  return median(Array.from({ length: 11 }, once))
}

/** From the start of the process to its ready line; then it is told to stop and awaited. */
async function readyMilliseconds(data: string): Promise<number> {
  const start = performance.now()
  const child = spawn(
    process.execPath,
    [command, 'start', '--json', '--port', '0', '--simulator-port', '0', '--data', data],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const exited = new Promise((resolve) => child.once('exit', resolve))
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('{')) continue
    const elapsed = performance.now() - start
    child.kill('SIGTERM')
    await exited
    return elapsed
  }
  throw new Error('the service ended before it was ready')
}

/** T13: what it costs to load the kit, to ask for help, to be ready. */
export async function startUp(): Promise<Row> {
  const kit = importCost('paycircle', root)
  const peer = importCost('alipay-sdk', peersFolder)
  const help = helpMilliseconds()
  const data = mkdtempSync(join(tmpdir(), 'paycircle-bench-'))
  try {
    await readyMilliseconds(data)
    const starts: number[] = []
    for (let round = 0; round < 7; round++) starts.push(await readyMilliseconds(data))
    const ready = median(starts)
    const megabytes = (bytes: number): number => bytes / 1_000_000
    return {
      id: 'T13',
      operation: 'start',
      figures: [
        {
          name: 'import of the kit',
          value: `${kit.milliseconds.toFixed(1)} ms, ${megabytes(kit.bytes).toFixed(1)} MB`,
        },
        {
          name: 'import of alipay-sdk 4.14.0',
          value: `${peer.milliseconds.toFixed(1)} ms, ${megabytes(peer.bytes).toFixed(1)} MB`,
        },
        { name: '`paycircle --help`, whole process', value: `${help.toFixed(0)} ms` },
        { name: '`paycircle start` on an existing store until ready', value: `${ready.toFixed(0)} ms` },
      ],
      verdicts: [
        atMost('kit import', kit.milliseconds, 25, 'ms'),
        atMost('kit import over bare node', megabytes(kit.bytes), 8, 'MB'),
        atMost('`--help`', help, 200, 'ms'),
        atMost('service ready', ready, 1500, 'ms'),
      ],
      note: 'Medians of 15, 11 and 7 fresh processes.',
    }
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}
