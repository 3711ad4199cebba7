export { AccountKeeper } from './account-keeper.js'
export { demoAccounts } from './demo-agents.js'
export { demoKey } from './demo-key.js'
export { demoPartner, demoProfile } from './demo-profile.js'
