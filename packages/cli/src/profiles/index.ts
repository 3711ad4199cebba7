export { doProfileTask } from './do-profile-task.js'
export { openDirectory } from './open-directory.js'
export { atOwnDesk, deskSettings, type DeskSettings } from './own-desk.js'
export { performProfileTask, profileTaskSchema, type ProfileDesk, type ProfileTask } from './tasks.js'
