import { defineErrors } from 'paycircle/internal/base'

interface LocalSocketErrors {
  readonly 'service-unreachable': { readonly socketPath: string }
  readonly 'service-lost': object
  readonly 'service-other-profile': { readonly profile: string }
}

export const localSocketError = defineErrors<LocalSocketErrors>({
  'service-unreachable': {
    rows: [],
    en: ({ socketPath }) => ({
      message: `Another process owns the store, and no service answers at ${socketPath}.`,
      remedy: 'Wait until that process is done and try again; a service that is just starting answers in a moment.',
    }),
    zh: ({ socketPath }) => ({
      message: `数据存储正由另一个进程占用，而 ${socketPath} 没有服务应答。`,
      remedy: '请等该进程结束后重试；若服务正在启动，稍候即可。',
    }),
  },
  'service-lost': {
    rows: ['S3-18', 'Q3-17'],
    en: () => ({
      message: 'The running service went away before it answered; whether it had acted by then is not known.',
      remedy: 'See `paycircle log list`, or ask again when the service runs.',
    }),
    zh: () => ({
      message: '运行中的服务在应答之前中断，是否已经执行尚不清楚。',
      remedy: '请查看 `paycircle log list`，或待服务恢复后再查询。',
    }),
  },
  'service-other-profile': {
    rows: ['S3-01', 'Q3-01'],
    en: ({ profile }) => ({
      message: `The running service knows no profile \`${profile}\` with this partner ID and mode.`,
      remedy: 'Give the settings with which the service was started, or restart it with these.',
    }),
    zh: ({ profile }) => ({
      message: `运行中的服务没有合作者身份ID与模式均相符的商户配置 \`${profile}\`。`,
      remedy: '请使用启动服务时的设置，或以当前设置重启服务。',
    }),
  },
})
