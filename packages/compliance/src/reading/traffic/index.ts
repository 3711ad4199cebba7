export { readAccessLog } from './access-log.js'
export { readExtendedLog } from './extended-log.js'
export { readHar, recordingOf, type Recording } from './recording.js'
