import 'reflect-metadata'
import {
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { type Authority, buildSerialNumber, keyAlgorithm, signingAlgorithm } from './authority.ts'
import { certifiedHosts } from './host.ts'

const dayMs = 24 * 3600 * 1000

/** A certificate for all of WeChat's hosts and loopback, with its key, as PEM. Made anew at every start. */
export async function createCertificate(authority: Authority): Promise<{ key: string; cert: string }> {
  const keys = await crypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify'])
  const names = certifiedHosts.map((value) => ({ type: isAddress(value) ? 'ip' : 'dns', value }) as const)
  const certificate = await X509CertificateGenerator.create({
    serialNumber: buildSerialNumber(),
    subject: 'CN=api.weixin.qq.com, O=wxgate simulator',
    issuer: authority.certificate.subject,
    notBefore: new Date(Date.now() - dayMs),
    notAfter: new Date(Date.now() + 90 * dayMs),
    signingAlgorithm,
    publicKey: keys.publicKey,
    signingKey: authority.key,
    extensions: [
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(names),
    ],
  })
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
  return { key: PemConverter.encode(key, 'PRIVATE KEY'), cert: certificate.toString('pem') }
}

function isAddress(host: string): boolean {
  return host.includes(':') || /^[\d.]+$/.test(host)
}
