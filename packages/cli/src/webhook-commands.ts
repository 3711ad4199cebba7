import { defineCommand, type CommandDefinition } from './command-line/index.js'

const load = () => import('./commands/webhook.js')
const id = { name: 'ID', required: true, help: { en: 'the webhook’s id', zh: 'webhook 编号' } } as const

/** The commands that administer webhooks. */
export const webhookCommands: readonly CommandDefinition[] = [
  defineCommand({
    name: 'webhook create',
    summary: { en: 'has events posted to an address', zh: '创建 webhook，向指定地址投递事件' },
    details: {
      en: 'Signed as Standard Webhooks has it; the secret is printed this once. The address is https; http to 127.0.0.1 serves while a sandbox service runs.',
      zh: '按 Standard Webhooks 规范签名，密钥仅显示一次。地址须为 https；沙箱服务运行时也可使用指向 127.0.0.1 的 http 地址。',
    },
    example: 'PAYCIRCLE_DATA=./data npx paycircle webhook create --url https://www.example.com/events',
    options: {
      url: { kind: 'text', placeholder: 'URL', required: true, help: { en: 'the address', zh: '接收地址' } },
      event: {
        kind: 'texts',
        placeholder: 'TYPE',
        most: 50,
        help: {
          en: 'a type such as agreement.signed; may be given several times; all unless given',
          zh: '事件类型，如 agreement.signed；可多次给出，不给出则为全部',
        },
      },
    },
    load: async () => (await load()).webhookCreate,
  }),
  defineCommand({
    name: 'webhook list',
    summary: { en: 'the webhooks of a profile', zh: '列出商户的 webhook' },
    details: {
      en: 'A disabled one says why: `gone` (its receiver answered 410), `failing` (for five days), `operator`. `sealing-key-unknown` and `sealed-damaged` say why a secret cannot be opened: its events wait until it can.',
      zh: '已停用的会注明原因：gone（接收方应答 410）、failing（连续五天失败）、operator（操作员停用）。sealing-key-unknown 与 sealed-damaged 表示密钥无法解密：在可以解密之前，事件一直等待。',
    },
    example: 'PAYCIRCLE_DATA=./data npx paycircle webhook list',
    options: {},
    load: async () => (await load()).webhookList,
  }),
  defineCommand({
    name: 'webhook delete',
    summary: { en: 'deletes a webhook', zh: '删除 webhook' },
    details: {
      en: 'Nothing is posted there any more, what is pending neither.',
      zh: '此后不再向其投递，包括尚未投递的事件。',
    },
    example: 'PAYCIRCLE_DATA=./data npx paycircle webhook delete whk_9f2c4be10d7a55f3aa01c6d2e4',
    argument: id,
    options: {},
    load: async () => (await load()).webhookDelete,
  }),
  defineCommand({
    name: 'webhook replay',
    summary: { en: 'delivers what a webhook has missed', zh: '补投 webhook 遗漏的事件' },
    details: {
      en: 'From the event of --from on: events of which it was not told, and those whose delivery was given up. They keep their ids, so a receiver applies each once.',
      zh: '自 --from 所指事件起，投递从未投递过的事件和已放弃投递的事件。事件编号不变，接收方据此保证每个事件只处理一次。',
    },
    example:
      'PAYCIRCLE_DATA=./data npx paycircle webhook replay whk_9f2c4be10d7a55f3aa01c6d2e4 --from evt_01kah0w3c5t9v8x2m4n6p7q1rs',
    argument: id,
    options: {
      from: { kind: 'text', placeholder: 'EVENT', required: true, help: { en: 'the first event', zh: '起始事件编号' } },
    },
    load: async () => (await load()).webhookReplay,
  }),
]
