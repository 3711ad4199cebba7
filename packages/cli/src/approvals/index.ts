export { doApprovalTask } from './do-approval-task.js'
export type { ApprovalValue } from './tasks.js'
