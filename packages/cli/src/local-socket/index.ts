export { callService } from './call.js'
export { servedDesk } from './roster-call.js'
export { socketPathOf } from './socket-path.js'
