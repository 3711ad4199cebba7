import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { documentOf, errorOf, newFolder, paycircle, startPaycircle } from '../program.js'

const key = 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3'
const partner = '2088000000000001'

async function statusOf(url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, (response) => {
      response.resume()
      resolve(response.statusCode)
    }).on('error', reject)
  })
}

function keyFile(content: string): string {
  const file = join(newFolder(), 'key.txt')
  writeFileSync(file, content, { mode: 0o600 })
  return file
}

describe('simulate', () => {
  it('registers the configured partner with its MD5 key, and answers the query that it signs', async () => {
    const env = { PAYCIRCLE_PARTNER: partner, PAYCIRCLE_KEY_FILE: keyFile(key) }
    const { ready } = await startPaycircle(['simulate', '--port', '0'], { env })
    const asked = await paycircle(['query', '--email', 'signed@example.com', '--json'], {
      env: { ...env, PAYCIRCLE_GATEWAY: ready.gateway ?? '' },
    })
    expect(documentOf(asked)).toMatchObject({ outcome: 'signed' })
  })

  it('takes the public half of an RSA key', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const env = {
      PAYCIRCLE_PARTNER: partner,
      PAYCIRCLE_SIGN_TYPE: 'RSA',
      PAYCIRCLE_KEY_FILE: keyFile(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
    }
    const { ready } = await startPaycircle(['simulate', '--port', '0'], { env })
    const asked = await paycircle(['query', '--email', 'signed@example.com', '--json'], {
      env: { ...env, PAYCIRCLE_GATEWAY: ready.gateway ?? '' },
    })
    expect(documentOf(asked)).toMatchObject({ outcome: 'signed' })
  })

  it('runs without a partner, and is refused a real one', async () => {
    const { ready } = await startPaycircle(['simulate', '--port', '0'])
    expect(await statusOf(`${ready.simulator ?? ''}/`)).toBe(200)
    const refused = await paycircle(['simulate', '--json'], { env: { PAYCIRCLE_MODE: 'test' } })
    expect(refused.code).toBe(2)
    expect(errorOf(refused).code).toBe('configuration-simulate-is-sandbox')
    const notRsa = { PAYCIRCLE_PARTNER: partner, PAYCIRCLE_KEY: key, PAYCIRCLE_SIGN_TYPE: 'RSA' }
    expect(errorOf(await paycircle(['simulate', '--json'], { env: notRsa })).code).toBe('configuration-key-not-rsa')
  })
})
