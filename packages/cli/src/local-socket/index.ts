export { callService } from './call.js'
export { listenLocally, type LocalSocket } from './listen.js'
export { socketPathOf } from './protocol.js'
export { servedDesk } from './roster-call.js'
