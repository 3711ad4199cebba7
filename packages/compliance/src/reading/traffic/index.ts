export { readAccessLog } from './access-log.js'
export { readHar, recordingOf, type Recording } from './recording.js'
