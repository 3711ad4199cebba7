/** `npm run bench [T1 T2 …]`: measures, prints and writes bench/RESULTS.md. Exit 1 where a target is missed. */
import { fileURLToPath } from 'node:url'
import { installPeers } from './peers.js'
import { writeResults, type Row } from './report.js'

const measurements: Readonly<Record<string, () => Promise<Row>>> = {
  T1: async () => (await import('./sign.js')).signKnownService(),
  T2: async () => (await import('./sign.js')).signAnyParameters(),
  T3: async () => (await import('./sign.js')).verify(),
  T4: async () => (await import('./sign.js')).rsa(),
  T5: async () => (await import('./form.js')).form(),
  T6: async () => (await import('./answer.js')).answer(),
  T7: async () => (await import('./query.js')).query(),
  T8: async () => (await import('./durable.js')).durable(),
  T9: async () => (await import('./service.js')).service(),
  T10: async () => (await import('./roster.js')).roster(),
  T11: async () => (await import('./large-log.js')).largeLog(),
  T12: async () => (await import('./nodes.js')).nodes(),
  'T12.1': async () => (await import('./nodes.js')).nodesAtSlowGateway(),
  T13: async () => (await import('./start-up.js')).startUp(),
}

const asked = process.argv.slice(2)
const unknown = asked.filter((id) => !(id in measurements))
if (unknown.length > 0) {
  process.stderr.write(`no such row: ${unknown.join(', ')}; there are ${Object.keys(measurements).join(', ')}\n`)
  process.exit(2)
}
installPeers()
const date = new Date().toISOString().slice(0, 10)
let missed = 0
for (const [id, measure] of Object.entries(measurements)) {
  if (asked.length > 0 && !asked.includes(id)) continue
  const row = await measure()
  process.stdout.write(`\n${row.id} ${row.operation}\n`)
  for (const figure of row.figures) process.stdout.write(`  ${figure.name}: ${figure.value}\n`)
  for (const verdict of row.verdicts) {
    process.stdout.write(`  ${verdict.met ? 'met   ' : 'MISSED'} ${verdict.target}: ${verdict.measured}\n`)
    if (!verdict.met) missed += 1
  }
  writeResults(fileURLToPath(new URL('../RESULTS.md', import.meta.url)), [row], date)
}
process.exitCode = missed === 0 ? 0 : 1
