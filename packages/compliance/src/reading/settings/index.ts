export { readSettings } from './read-settings.js'
export { requestsInSettings } from './requests-in-settings.js'
