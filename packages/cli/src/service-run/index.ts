export { keepApiKey } from './api-key-file.js'
export { makePrivateFolder, replacePrivateFile } from './private-file.js'
export { runService, type ServiceRun, type ServiceRunOptions } from './run-service.js'
