export { doWebhookTask } from './do-webhook-task.js'
