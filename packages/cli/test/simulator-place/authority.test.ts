import { X509Certificate } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { connect, type ConnectionOptions } from 'node:tls'
import type { TlsMaterial } from 'paycircle-simulator'
import { describe, expect, it, onTestFinished } from 'vitest'
import { issueCertificate } from '../../src/simulator-place/certificates.js'
import { certify } from '../../src/simulator-place/index.js'
import { newFolder } from '../program.js'

const names = ['sim.test', '10.0.2.2', 'localhost', '127.0.0.1', '::1']
const now = Date.now()
const yearMs = 365 * 24 * 60 * 60 * 1000

/** How a client that trusts this authority alone gets on with a server of this certificate. */
async function greeting(tls: TlsMaterial, ca: string, name: Partial<ConnectionOptions>): Promise<string> {
  const server = createServer(tls).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.close()
  })
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, ca, ...name })
    socket.once('secureConnect', () => {
      socket.destroy()
      resolve('trusted')
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      resolve(`${error.code ?? ''}: ${error.message}`)
    })
  })
}

describe('the simulator’s certificate', () => {
  it('is trusted for every name by who trusts its authority, and by nobody else', async () => {
    const { tls, authority } = await certify(newFolder(), names, now)
    const ca = readFileSync(authority, 'utf8')
    for (const servername of ['sim.test', 'localhost']) expect(await greeting(tls, ca, { servername })).toBe('trusted')
    expect(await greeting(tls, ca, {})).toBe('trusted')
    const certificate = new X509Certificate(tls.cert)
    for (const address of ['10.0.2.2', '::1']) expect(certificate.checkIP(address)).toBe(address)
    expect(await greeting(tls, ca, { servername: 'other.test' })).toContain('ERR_TLS_CERT_ALTNAME_INVALID')
    const stranger = readFileSync((await certify(newFolder(), names, now)).authority, 'utf8')
    expect(await greeting(tls, stranger, { servername: 'sim.test' })).toMatch(/UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/)
  })

  it('cannot be had for another site, not even with the authority’s key', async () => {
    const folder = newFolder()
    const { authority } = await certify(folder, names, now)
    const stolen = {
      cert: readFileSync(authority, 'utf8'),
      key: readFileSync(join(folder, 'simulator-ca-key.pem'), 'utf8'),
    }
    const forged = await issueCertificate(stolen, ['mapi.alipay.com', '10.0.2.3'], now)
    expect(await greeting(forged, stolen.cert, { servername: 'mapi.alipay.com' })).toContain(
      'permitted subtree violation',
    )
  })

  it('holds as long as browsers take, from a day ago on', async () => {
    const { tls } = await certify(newFolder(), names, now)
    const { validFrom, validTo } = new X509Certificate(tls.cert)
    expect(Date.parse(validTo) - Date.parse(validFrom)).toBeLessThanOrEqual(398 * 24 * 60 * 60 * 1000)
    expect(Date.parse(validFrom)).toBeLessThan(now - yearMs / 400)
  })
})

describe('the authority', () => {
  it('stays the same for the names that it knows, so that it is trusted once', async () => {
    const folder = newFolder()
    const first = await certify(folder, names, now)
    const second = await certify(folder, ['localhost'], now + yearMs)
    expect([first.isNew, second.isNew]).toEqual([true, false])
    expect(second.fingerprint).toBe(first.fingerprint)
    expect(second.tls.key).not.toBe(first.tls.key)
  })

  it('is made anew for a further name, and keeps those it had', async () => {
    const folder = newFolder()
    const first = await certify(folder, ['one.test'], now)
    const second = await certify(folder, ['two.test'], now)
    expect(second.isNew).toBe(true)
    expect(second.fingerprint).not.toBe(first.fingerprint)
    expect((await certify(folder, ['one.test'], now)).fingerprint).toBe(second.fingerprint)
  })

  it('is made anew before it runs out', async () => {
    const folder = newFolder()
    await certify(folder, names, now)
    expect((await certify(folder, names, now + 8 * yearMs)).isNew).toBe(false)
    expect((await certify(folder, names, now + 9 * yearMs)).isNew).toBe(true)
  })

  it('keeps its key for its owner alone', async () => {
    const folder = join(newFolder(), 'data')
    await certify(folder, names, now)
    expect(statSync(join(folder, 'simulator-ca-key.pem')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(folder, 'simulator-ca.pem'), 'utf8')).not.toContain('PRIVATE')
  })

  it.each(['simulator-ca.pem', 'simulator-ca-key.pem'])(
    'says that %s is damaged, and not what it read',
    async (name) => {
      const folder = newFolder()
      await certify(folder, names, now)
      writeFileSync(join(folder, name), 'pl4nted')
      const error = await certify(folder, names, now).catch((thrown: unknown) => thrown as Error)
      expect(error).toMatchObject({ code: 'authority-damaged' })
      expect(JSON.stringify(error)).not.toContain('pl4nted')
      expect(readFileSync(join(folder, name), 'utf8')).toBe('pl4nted')
    },
  )
})
