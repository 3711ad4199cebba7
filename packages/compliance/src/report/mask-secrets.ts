/**
 * A line as it may be shown: whatever could be a key is masked, since the line that a rule complains of may be the one
 * that holds it. Runs that look like words, paths or names of constants stay.
 */
export function maskSecrets(line: string): string {
  return line.replace(/[0-9A-Za-z+/_-]{20,}={0,2}/g, (run) => (looksLikeSecret(run) ? `${run.slice(0, 3)}…` : run))
}

function looksLikeSecret(run: string): boolean {
  const digits = run.replace(/\D/g, '').length
  if (digits === 0 || !/[A-Za-z]/.test(run)) return false
  return digits >= 3 || (run.length >= 32 && !/[/_-]/.test(run))
}
