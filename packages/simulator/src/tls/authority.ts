// The certificate library finds its parts by decorators and wants this before it is loaded.
import 'reflect-metadata'
import type { webcrypto } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import { GeneralName, GeneralSubtree, GeneralSubtrees, NameConstraints } from '@peculiar/asn1-x509'
import {
  BasicConstraintsExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { wechatHosts } from './host.ts'

/** A private certificate authority: whoever trusts it trusts this simulator for WeChat's hosts, and for no other. */
export interface Authority {
  certificate: X509Certificate
  key: webcrypto.CryptoKey
  /** Where the certificate lies, for `NODE_EXTRA_CA_CERTS` and the like. */
  certificateFile: string
}

export const keyAlgorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const
export const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-256' } as const

const validDays = 365
const dayMs = 24 * 3600 * 1000

/**
 * Opens the authority of a folder, making one when there is none or it is about to end. The key is made here,
 * never leaves the folder and is readable by its owner alone. Nothing is installed into the system.
 */
export async function openAuthority(folder: string): Promise<Authority> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const certificateFile = join(folder, 'ca.pem')
  const keyFile = join(folder, 'ca-key.pem')
  const known = await readAuthority(certificateFile, keyFile)
  if (known && known.certificate.notAfter.getTime() > Date.now() + 30 * dayMs) return known
  await createAuthority(certificateFile, keyFile)
  const made = await readAuthority(certificateFile, keyFile)
  if (!made) throw new Error(`the certificate authority in ${folder} cannot be read`)
  return made
}

async function readAuthority(certificateFile: string, keyFile: string): Promise<Authority | undefined> {
  try {
    const certificate = new X509Certificate(readFileSync(certificateFile, 'utf8'))
    const pem = PemConverter.decodeFirst(readFileSync(keyFile, 'utf8'))
    const key = await crypto.subtle.importKey('pkcs8', pem, keyAlgorithm, false, ['sign'])
    return { certificate, key, certificateFile }
  } catch {
    return undefined
  }
}

async function createAuthority(certificateFile: string, keyFile: string): Promise<void> {
  const keys = await crypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: buildSerialNumber(),
    name: 'CN=wxgate simulator (private to this folder)',
    notBefore: new Date(Date.now() - dayMs),
    notAfter: new Date(Date.now() + validDays * dayMs),
    signingAlgorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      buildNameConstraints(),
    ],
  })
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
  save(keyFile, PemConverter.encode(key, 'PRIVATE KEY'), 0o600)
  save(certificateFile, certificate.toString('pem'), 0o644)
}

/** Whole or not at all: another simulator may read the file at this moment. */
function save(file: string, text: string, mode: number): void {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${text}\n`, { mode })
  chmodSync(draft, mode)
  renameSync(draft, file)
}

/** 64 random bits, positive as RFC 5280 section 4.1.2.2 wants them. */
export function buildSerialNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return Buffer.from(bytes).toString('hex')
}

/** RFC 5280 section 4.2.1.10: certificates of this authority count for these names alone. */
function buildNameConstraints(): Extension {
  const names = [
    ...[...wechatHosts, 'localhost'].map((dNSName) => new GeneralName({ dNSName })),
    buildAddress([127, 0, 0, 0], [255, 0, 0, 0]),
    buildAddress([...Array(15).fill(0), 1], Array(16).fill(255)),
  ]
  const permittedSubtrees = new GeneralSubtrees(names.map((base) => new GeneralSubtree({ base })))
  const der = AsnConvert.serialize(new NameConstraints({ permittedSubtrees }))
  return new Extension('2.5.29.30', true, der)
}

function buildAddress(address: number[], mask: number[]): GeneralName {
  return AsnConvert.parse(buildAddressName([...address, ...mask]), GeneralName)
}

/** GeneralName iPAddress [7] with address and mask; the library's own converter takes a bare address only. */
function buildAddressName(bytes: number[]): ArrayBuffer {
  const content = new OctetString(new Uint8Array(bytes)).buffer
  return new Uint8Array([0x87, bytes.length, ...new Uint8Array(content)]).buffer
}
