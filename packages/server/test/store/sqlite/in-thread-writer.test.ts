import { loadDriver } from '../../../src/store/sqlite/driver.js'
import { openSqliteStore } from '../../../src/store/sqlite/index.js'
import { storeBehaviour } from '../suite/index.js'
import { sqliteHome } from './sqlite-home.js'

storeBehaviour({
  title: `SQLite by ${loadDriver().name}, writing in the thread`,
  makeHome: () => Promise.resolve(sqliteHome(openSqliteStore, 'in-thread')),
})
