import { accessTables } from './access-keeping.js'
import { alarmTables } from './alarm-keeping.js'
import { deliveryTables } from './delivery-keeping.js'
import { logTables } from './log-keeping.js'
import { profileTables } from './profile-keeping.js'
import { tables } from './tables.js'

/** Every table that holds rows of the port. */
export const allTables = {
  ...tables,
  ...logTables,
  ...profileTables,
  ...accessTables,
  ...deliveryTables,
  ...alarmTables,
}
