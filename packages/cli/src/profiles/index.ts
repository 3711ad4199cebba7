export { doProfileTask, type ProfileTaskSurroundings } from './do-profile-task.js'
export { openDirectory } from './open-directory.js'
export { performProfileTask, profileTaskSchema, type ProfileDesk, type ProfileTask } from './tasks.js'
