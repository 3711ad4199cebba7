// A process that writes to a store until it is killed, and prints the number of each unit once it was acknowledged.
import { randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'

const [face, path, first, unitsOf] = process.argv.slice(2)
const { openSqliteStore } = await import(face)
const clock = { now: Date.now, monotonic: () => performance.now(), after: (delayMs, task) => setTimeout(task, delayMs) }
const store = await openSqliteStore({ path, writerName: 'node-1', clock, random: randomBytes })
const template = JSON.parse(unitsOf)

let next = Number(first)
const caller = async () => {
  for (;;) {
    const number = next++
    const unit = JSON.parse(JSON.stringify(template).replaceAll('NUMBER', String(number)))
    await store.commit(unit)
    writeSync(1, `${number}\n`)
  }
}
await Promise.all(Array.from({ length: 32 }, caller))
