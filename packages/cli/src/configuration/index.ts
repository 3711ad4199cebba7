export { configurationError } from './errors.js'
export { loadKey, loadKeyFile, type LoadedKey } from './key.js'
export {
  allProfiles,
  describesProfile,
  merchantProfile,
  requireContact,
  selectProfile,
  type ProfileSettings,
} from './profile.js'
export { configurationFileName, readConfiguration, type Configuration, type Environment } from './read-configuration.js'
export { databaseFileName, storePlace, type StorePlace } from './store-location.js'
