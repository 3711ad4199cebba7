export { doWebhookTask } from './do-webhook-task.js'
export { privateNetworksOf } from './private-networks.js'
