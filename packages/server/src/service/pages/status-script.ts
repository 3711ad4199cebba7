/**
 * Keeps the status page up to date without reloading it: reading position and focus stay. Without script the page's
 * own `Refresh` does the same more coarsely. Only what changed is announced, `#status` being a live region.
 */
export const statusScript = `
const main = document.querySelector('main')
async function update() {
  const answer = await fetch(location.href, { cache: 'no-store', headers: { accept: 'text/html' } })
  if (!answer.ok) return
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const id of ['status', 'updates', 'again']) {
    const now = document.getElementById(id)
    const then = fresh.getElementById(id)
    if (now !== null && then !== null && now.innerHTML !== then.innerHTML) now.replaceChildren(...then.childNodes)
  }
  const next = fresh.querySelector('main')?.dataset.refreshSeconds
  if (next === undefined) delete main.dataset.refreshSeconds
  else main.dataset.refreshSeconds = next
}
async function loop() {
  for (;;) {
    const seconds = Number(main.dataset.refreshSeconds)
    if (!(seconds > 0)) return
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
    if (document.visibilityState === 'hidden') {
      await new Promise((resolve) => document.addEventListener('visibilitychange', resolve, { once: true }))
    }
    await update().catch(() => undefined)
  }
}
void loop()
`
