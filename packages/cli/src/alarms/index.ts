export { alarmChannels } from './channels.js'
export { doAlarmTask } from './do-alarm-task.js'
export type { AlarmDesk } from './tasks.js'
