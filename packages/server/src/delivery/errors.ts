import { defineErrors } from 'paycircle/internal/base'

export type UrlFault = 'malformed' | 'not-https' | 'closed-address'

interface DeliveryErrors {
  'webhook-url-refused': { readonly fault: UrlFault }
  'webhook-unknown': { readonly id: string }
  'webhook-limit-reached': { readonly most: number }
  'webhook-contended': object
  'delivery-unknown': { readonly id: string }
  'delivery-pending': { readonly id: string }
  'event-unknown': { readonly id: string }
}

const urlFaults: Readonly<Record<UrlFault, { readonly en: string; readonly zh: string }>> = {
  malformed: {
    en: 'it is no address of up to 2000 characters without user name and fragment',
    zh: '不是合法地址（最长 2000 个字符，不得含用户名或片段）',
  },
  'not-https': { en: 'it does not begin with https', zh: '不以 https 开头' },
  'closed-address': {
    en: 'it leads to an address within a closed network',
    zh: '指向不开放的内部网络地址',
  },
}

/** What the management of webhooks refuses. */
export const deliveryError = defineErrors<DeliveryErrors>({
  'webhook-url-refused': {
    rows: [],
    en: ({ fault }) => ({
      message: `Nothing can be delivered to this address: ${urlFaults[fault].en}.`,
      remedy:
        fault === 'closed-address'
          ? 'Name a public https address, or have the network named in PAYCIRCLE_WEBHOOK_PRIVATE_NETWORKS.'
          : 'Name a public https address; in the sandbox http to 127.0.0.1 serves as well.',
    }),
    zh: ({ fault }) => ({
      message: `无法向该地址投递：${urlFaults[fault].zh}。`,
      remedy:
        fault === 'closed-address'
          ? '请填写公网 https 地址，或在 PAYCIRCLE_WEBHOOK_PRIVATE_NETWORKS 中列出该网段。'
          : '请填写公网 https 地址；沙箱中也可使用指向 127.0.0.1 的 http 地址。',
    }),
  },
  'webhook-unknown': {
    rows: [],
    en: ({ id }) => ({
      message: `The profile has no webhook ${id}.`,
      remedy: 'List the webhooks and take the id there.',
    }),
    zh: ({ id }) => ({ message: `该商户没有 webhook ${id}。`, remedy: '请先列出 webhook，再使用其中的编号。' }),
  },
  'webhook-limit-reached': {
    rows: [],
    en: ({ most }) => ({
      message: `A profile has at most ${most} webhooks.`,
      remedy: 'Delete one that is no longer needed, or change its address.',
    }),
    zh: ({ most }) => ({
      message: `每个商户最多可有 ${most} 个 webhook。`,
      remedy: '请删除不再需要的 webhook，或修改其地址。',
    }),
  },
  'webhook-contended': {
    rows: [],
    en: () => ({
      message: 'Somebody else changed the webhook at the same moment.',
      remedy: 'Look at it, and try again.',
    }),
    zh: () => ({ message: '该 webhook 同时被他人修改。', remedy: '请查看后重试。' }),
  },
  'delivery-unknown': {
    rows: [],
    en: ({ id }) => ({
      message: `The webhook has no delivery of the event ${id}.`,
      remedy: 'List its deliveries, or replay from an event on.',
    }),
    zh: ({ id }) => ({
      message: `该 webhook 没有事件 ${id} 的投递记录。`,
      remedy: '请先列出投递记录，或从某个事件起重新投递。',
    }),
  },
  'delivery-pending': {
    rows: [],
    en: ({ id }) => ({
      message: `The event ${id} is being delivered still.`,
      remedy: 'Wait until it is delivered or dead; it is tried again by itself.',
    }),
    zh: ({ id }) => ({ message: `事件 ${id} 仍在投递中。`, remedy: '请等待投递成功或终止；系统会自动重试。' }),
  },
  'event-unknown': {
    rows: [],
    en: ({ id }) => ({ message: `The profile has no event ${id}.`, remedy: 'Take the id from the feed of events.' }),
    zh: ({ id }) => ({ message: `该商户没有事件 ${id}。`, remedy: '请使用事件列表中的编号。' }),
  },
})
