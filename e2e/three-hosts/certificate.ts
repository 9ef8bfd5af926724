// The certificate library finds its parts by decorators and wants this before it is loaded.
import 'reflect-metadata'
import { createHash, X509Certificate } from 'node:crypto'
import { PemConverter, SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509'

/** A server's key and certificate as PEM, and the name under which Chromium can be told to trust it. */
export interface ServerCertificate {
  key: string
  cert: string
  spki: string
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const dayMs = 86_400_000

/** A certificate of its own for these names: the simulator's authority is good for WeChat's names alone. */
export async function createServerCertificate(names: readonly string[]): Promise<ServerCertificate> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${names[0]}`,
    notBefore: new Date(Date.now() - dayMs),
    notAfter: new Date(Date.now() + dayMs),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns', value }) as const)),
    ],
  })
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
  const cert = certificate.toString('pem')
  return { key: PemConverter.encode(key, 'PRIVATE KEY'), cert, spki: readSpki(new X509Certificate(cert)) }
}

/** SHA-256 of a certificate's public key, as `--ignore-certificate-errors-spki-list` takes it. */
export function readSpki({ publicKey }: X509Certificate): string {
  const der = publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(der).digest('base64')
}
