import { defineRule } from '../rule.js'

/** A call that takes longer than this has no limit worth the name. */
const longestMs = 60_000

/** S4-02, Q4-02: a smooth network; a call that hangs takes the business behind it along. */
export const callsEndInTime = defineRule({
  id: 'calls-end-in-time',
  severity: 'must',
  sources: ['S4-02', 'Q4-02', 'G7'],
  reads: ['traffic'],
  texts: {
    en: {
      claim: 'A call to the gateway ends within a minute, one way or the other.',
      why: 'A call without a time limit hangs with the network, and with it the page, the thread or the batch that waits for it.',
      mend: 'Set a limit for connecting and one for the whole answer, 15 seconds say; a call that runs into it has an unknown outcome, which a later query settles.',
    },
    zh: {
      claim: '对网关的调用无论如何都在一分钟之内结束。',
      why: '没有时间限制的调用会随网络一起停住，等待它的页面、线程或批处理也随之停住。',
      mend: '为建立连接和整个应答各设一个上限，例如 15 秒；超时的调用结果未知，由随后的查询得出结论。',
    },
  },
  *inspect({ exchanges }) {
    for (const { request, durationMs } of exchanges) {
      if (durationMs === undefined || durationMs <= longestMs) continue
      const seconds = String(Math.round(durationMs / 1000))
      yield {
        place: request.place,
        message: { en: `The call took ${seconds} s.`, zh: `这次调用用了 ${seconds} 秒。` },
      }
    }
  },
})
