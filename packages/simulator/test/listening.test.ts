import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startSimulator } from 'paycircle-simulator'
import { breaksOff, queryOf, signed, startedSimulator, told, urlencoded } from './merchant.js'

/** The status of a request that names another host than it goes to. */
function statusFor(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { headers: { host }, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
}

describe('listening', () => {
  it.each(['0.0.0.0', '192.168.1.5', '127.0.0.1.evil.example', '::', 'example.com', ''])(
    'on %s is refused unless it was asked for',
    async (host) => {
      await expect(startSimulator({ host })).rejects.toMatchObject({ code: 'host-not-loopback' })
    },
  )

  it('is refused where a partner has an RSA key that is none', async () => {
    const partners = [{ partner: '2088000000000000', rsaPublicKey: 'no key' }]
    await expect(startSimulator({ partners })).rejects.toMatchObject({ code: 'rsa-key-unreadable' })
  })

  it('works on any loopback address, two origins on ports of their own', async () => {
    const simulator = await startedSimulator({ host: '127.0.0.2' })
    expect(simulator.gatewayUrl).toBe(`${simulator.gatewayOrigin}/gateway.do`)
    expect(simulator.controlUrl).toBe(`${simulator.gatewayOrigin}/_simulator/`)
    expect(simulator.gatewayOrigin).toMatch(/^http:\/\/127\.0\.0\.2:\d+$/)
    expect(simulator.pageOrigin).not.toBe(simulator.gatewayOrigin)
    expect((await told(simulator.gatewayOrigin)).status).toBe(200)
    await simulator.close()
  })

  it('answers no request that calls it by a foreign name, so that no web page reaches it by rebinding', async () => {
    const simulator = await startedSimulator()
    for (const url of [simulator.gatewayUrl, `${simulator.controlUrl}accounts`, simulator.pageOrigin]) {
      expect(await statusFor(url, 'evil.example')).toBe(421)
    }
    expect(await statusFor(`${simulator.controlUrl}accounts`, 'localhost')).toBe(200)
    await simulator.close()
  })

  it('elsewhere answers by the names that were given', async () => {
    const simulator = await startSimulator({ elsewhere: { address: '127.0.0.3', hostNames: ['simulator.test'] } })
    const port = new URL(simulator.gatewayOrigin).port
    expect(simulator.gatewayOrigin).toBe(`http://simulator.test:${port}`)
    expect(await statusFor(`http://127.0.0.3:${port}/`, 'simulator.test')).toBe(200)
    expect(await statusFor(`http://127.0.0.3:${port}/`, 'other.test')).toBe(421)
    await simulator.close()
  })

  it('gives the port back where the second one cannot be had', async () => {
    const first = await startedSimulator()
    const taken = Number(new URL(first.gatewayOrigin).port)
    await expect(startSimulator({ gatewayPort: taken })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await first.close()
  })

  it('ends at once, also what a fault holds open', async () => {
    const simulator = await startedSimulator()
    const query = `${simulator.gatewayUrl}?${urlencoded(signed(queryOf('agent+timeout@example.com')))}`
    const broken = breaksOff(query)
    while (simulator.requests().length === 0) await new Promise(setImmediate)
    await simulator.close()
    expect((await broken).head).toBe(false)
  })

  it('speaks https on both origins with the certificate it is given', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'simulator-tls-'))
    const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1']
    const files = ['-keyout', keyFile, '-out', certFile]
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, ...files], {
      stdio: 'ignore',
    })
    const tls = { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') }
    rmSync(folder, { recursive: true })
    const simulator = await startedSimulator({ tls })
    const statusOf = (url: string) =>
      new Promise((resolve) => {
        httpsRequest(url, { ca: tls.cert, agent: false }, (response) => {
          response.resume()
          resolve(response.statusCode)
        })
          .on('error', (error: NodeJS.ErrnoException) => {
            resolve(error.code)
          })
          .end()
      })
    expect(simulator.pageOrigin).toMatch(/^https:/)
    expect(await statusOf(simulator.gatewayOrigin)).toBe(200)
    expect(await statusOf(`${simulator.pageOrigin}/nothing`)).toBe(404)
    const reset = urlencoded(signed(queryOf('agent+reset@example.com')))
    expect(await statusOf(`${simulator.gatewayUrl}?${reset}`)).toBe('ECONNRESET')
    await simulator.close()
  })
})
