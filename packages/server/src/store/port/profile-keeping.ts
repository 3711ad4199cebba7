/** A secret that stands in the store sealed: to open it takes a key that does not. S3-02, Q3-02 */
export interface SealedSecretRow {
  /** What it belongs to, such as `webhook-secret/whk_1`; authenticated with it. */
  readonly place: string
  readonly sealed: string
  /** Which key sealed it. */
  readonly keyId: string
  /** UTC milliseconds. */
  readonly updatedAt: number
}

/** What is kept about a profile under one heading; read and written whole, never searched in. */
export interface ProfileDocumentRow {
  readonly profileId: string
  /** Its settings where it is kept in the store, its keys' standing, what was said about its going live. */
  readonly kind: 'settings' | 'key' | 'gate'
  /** JSON; `null` once it was taken back. */
  readonly document: string
  /** Goes up by one with every change. */
  readonly version: number
  readonly updatedAt: number
}

export type ProfileKeepingGuard =
  /** Nobody changed the document since it was read; 0 where there was none. */
  | {
      readonly guard: 'document-version'
      readonly profileId: string
      readonly kind: ProfileDocumentRow['kind']
      readonly version: number
    }
  /** The secret is sealed as it was when it was read. */
  | { readonly guard: 'secret-unchanged'; readonly place: string; readonly sealed: string }

export type ProfileKeepingWrite =
  /** Takes the place of the document that there was. */
  | { readonly write: 'put-profile-document'; readonly row: ProfileDocumentRow }
  /** Takes the place of what stood there. */
  | { readonly write: 'put-sealed-secret'; readonly row: SealedSecretRow }
  | { readonly write: 'delete-sealed-secret'; readonly place: string }

/** What stands in the store about profiles, and every secret in it. */
export interface ProfileKeepingReader {
  /** Of all profiles, by profile and kind. */
  profileDocuments(): Promise<readonly ProfileDocumentRow[]>
  sealedSecret(place: string): Promise<SealedSecretRow | undefined>
  /** By place, those after the one that is named. */
  sealedSecrets(afterPlace: string, limit: number): Promise<readonly SealedSecretRow[]>
  /** The ids of all keys that secrets are sealed with. */
  sealingKeyIds(): Promise<readonly string[]>
}
