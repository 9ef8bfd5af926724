import { randomBytes } from 'node:crypto'

/** 256 random bits in base64url, 43 characters: for cookies and handles that nobody may guess. */
export function buildSecretId(): string {
  return randomBytes(32).toString('base64url')
}

/** 128 random bits in base64url, 22 characters, behind a word that says what it names, for ids that are shown. */
export function buildPublicId(prefix: string): string {
  return `${prefix}_${randomBytes(16).toString('base64url')}`
}
