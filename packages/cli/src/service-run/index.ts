export { keepApiKey } from './api-key-file.js'
export { closeAll } from './close-all.js'
export { makePrivateFolder, replacePrivateFile } from './private-file.js'
export { runService, type ServiceRun, type ServiceRunOptions } from './run-service.js'
