import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setStage, type Stage } from './stage.js'

let stage: Stage

beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

describe('the start page', () => {
  it('names the platform, its contact, its partner ID and the account', async () => {
    const token = await stage.startSigning('agent@example.com')
    const { status, text } = await stage.call(`/s/${token}`)
    expect(status).toBe(200)
    for (const words of ['示例商旅', '王芳', '021-5555 0100', '2088000000000001', 'agent@example.com']) {
      expect(text).toContain(words)
    }
  })
})
