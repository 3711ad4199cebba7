#!/usr/bin/env node
import { existsSync } from 'node:fs'

const main = new URL('../dist/main.js', import.meta.url)
if (existsSync(main)) {
  const { main: run } = await import(main.href)
  await run()
} else {
  process.stderr.write('paycircle is not built yet: run `npm install && npm run build` in its repository first.\n')
  process.stderr.write('paycircle 尚未构建：请先在代码仓库根目录运行 `npm install && npm run build`。\n')
  process.exitCode = 2
}
