export { doAccessTask } from './do-access-task.js'
export { type AccessTask, type KeyValue, type UserValue } from './tasks.js'
