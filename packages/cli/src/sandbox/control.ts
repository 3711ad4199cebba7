import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'

/** Sends a JSON document to the simulator's control interface on this machine. */
export async function putControl(controlUrl: string, path: string, document: unknown): Promise<void> {
  const call = request(new URL(path, controlUrl), { method: 'PUT', headers: { 'Content-Type': 'application/json' } })
  call.end(JSON.stringify(document))
  const [response] = (await once(call, 'response')) as [IncomingMessage]
  response.resume()
  await once(response, 'end')
  if (response.statusCode !== 200) throw new Error(`the simulator answered ${response.statusCode ?? '?'} to ${path}`)
}
